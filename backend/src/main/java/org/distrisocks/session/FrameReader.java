package org.distrisocks.session;

import java.util.function.Consumer;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompLimits;
import org.distrisocks.session.stomp.StompProtocolException;

/** Reads the frames of one session, and reserves the bytes of the one that is not complete. For the thread that reads alone. */
final class FrameReader {

    private final StompFrameDecoder decoder;
    private MemoryBudget memory;
    private long reserved;

    FrameReader(StompLimits limits, MemoryBudget memory) {
        this.decoder = new StompFrameDecoder(limits);
        this.memory = memory;
    }

    StompFrameDecoder decoder() {
        return decoder;
    }

    /** From now on; the budget before is closed. */
    void reserveFrom(MemoryBudget budget) {
        memory = budget;
        reserved = 0;
    }

    /**
     * Takes what has been read from the socket, and hands on each frame that is complete with it.
     *
     * @throws StompProtocolException if it breaks the protocol, or a limit
     */
    void read(byte[] more, Consumer<StompFrame> frames) {
        hold(decoder.held() + more.length);
        decoder.decode(more, frames);
        hold(decoder.held());
    }

    private void hold(long bytes) {
        long fresh = bytes - reserved;
        if (fresh > 0) {
            memory.reserve(fresh).ifPresent(full -> {
                throw new StompProtocolException("the frame exceeds " + full.property());
            });
        } else {
            memory.release(-fresh);
        }
        reserved = bytes;
    }
}
