package org.distrisocks.delivery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.MessageId;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.distrisocks.tracing.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what has been written while a batch is handed to its sessions, and reports each that is written later, by a
 * socket that was full, on its own.
 */
final class WrittenMessages {

    private static final Logger log = LoggerFactory.getLogger(WrittenMessages.class);

    private final StatusPublisher publisher;
    private final Trace trace;
    private final Set<MessageId> written = new LinkedHashSet<>();
    private boolean closed;

    WrittenMessages(StatusPublisher publisher, Trace trace) {
        this.publisher = publisher;
        this.trace = trace;
    }

    /**
     * The frame of that message is on the socket.
     *
     * @param isDone whether the client has it by that; otherwise it acknowledges it
     */
    void add(Incoming item, boolean isDone) {
        item.span().end();
        if (log.isDebugEnabled()) {
            log.debug("message {} of {} is written, trace {}", item.id(), item.sender(), TraceId.of(item.headers()));
        }
        if (Trace.isAsked(item.headers())) {
            trace.add(item.id(), Step.WRITTEN, Map.of());
        }
        if (isDone) {
            add(item.id());
        }
    }

    private void add(MessageId id) {
        synchronized (this) {
            if (!closed) {
                written.add(id);
                return;
            }
        }
        publisher.delivered(List.of(id));
    }

    /** What was written by now; the rest reports itself. */
    synchronized List<MessageId> close() {
        closed = true;
        return new ArrayList<>(written);
    }
}
