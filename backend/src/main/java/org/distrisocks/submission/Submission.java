package org.distrisocks.submission;

import org.distrisocks.inbox.NewMessage;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.Problem;
import org.distrisocks.tracing.MessageSpan;
import org.distrisocks.tracing.MessageSpans;
import org.distrisocks.tracing.TraceHeaders;
import org.distrisocks.tracing.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checked message on its way into the store.
 *
 * @param originSession the session that sent it; empty if it came over REST
 * @param together whether it is stored with the others of its group or not at all
 * @param memory of its sender, of which it takes its bytes while it waits and is stored
 * @param answer hears once what became of it
 */
record Submission(NewMessage message, String originSession, boolean together, MemoryBudget memory, Answer answer) {

    /** Bytes of the message, its ids and what answers it. */
    private static final int OBJECTS = 512;

    private static final Logger log = LoggerFactory.getLogger(Submission.class);

    void stored(StoredMessage stored) {
        if (log.isDebugEnabled()) {
            log.debug("message {} of {} is stored, trace {}", stored.id(), stored.sender(), trace());
        }
        answer.stored(stored);
    }

    void refuse(Problem problem) {
        if (log.isDebugEnabled()) {
            log.debug(
                    "message {} of {} is refused, {}, trace {}",
                    message.id(),
                    message.sender(),
                    problem.type(),
                    trace());
        }
        answer.refused(problem);
    }

    /** About as many bytes as it takes of the heap. */
    long heldBytes() {
        String headers = message.userHeaders();
        return OBJECTS + 2L * message.payload().length() + (headers == null ? 0 : 2L * headers.length());
    }

    private TraceId trace() {
        return TraceId.of(message.userHeaders());
    }

    /** The same with a span that ends with its answer, if there is to be one. */
    Submission traced(MessageSpans spans) {
        MessageSpan span = spans.send(message.id(), message.userHeaders());
        if (span == MessageSpan.NONE) {
            return this;
        }
        String headers = TraceHeaders.with(message.userHeaders(), span);
        return new Submission(message.withUserHeaders(headers), originSession, together, memory, new Answer() {
            @Override
            public void stored(StoredMessage stored) {
                span.end();
                answer.stored(stored);
            }

            @Override
            public void refused(Problem problem) {
                span.refused(problem.type().uri());
                answer.refused(problem);
            }
        });
    }

    /** Called on the lane's thread, so it must not block. */
    interface Answer {

        /** It is committed, now or before. */
        void stored(StoredMessage message);

        /** Nothing is stored. */
        void refused(Problem problem);
    }
}
