package org.distrisocks.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompProtocolException;

/** The open transactions of one session: frames that are held until COMMIT and forgotten at ABORT (STOMP 1.2, "BEGIN"). */
final class Transactions {

    private final int most;
    private final int mostFrames;
    private final Map<String, Transaction> open = new HashMap<>(2);

    Transactions(int most, int mostFrames) {
        this.most = most;
        this.mostFrames = mostFrames;
    }

    /**
     * What one transaction held.
     *
     * @param isRefused whether one of its SENDs was refused when it came, so that none of it may take effect
     */
    record Held(List<StompFrame> frames, boolean isRefused) {}

    void begin(String id) {
        if (open.size() == most) {
            throw new StompProtocolException("a session may have at most " + most + " transactions open");
        }
        if (open.putIfAbsent(id, new Transaction()) != null) {
            throw new StompProtocolException("the transaction is open already");
        }
    }

    /** @param memory of the session, of which the frame takes its bytes until the transaction ends */
    void hold(String id, StompFrame frame, MemoryBudget memory) {
        Transaction transaction = existing(id);
        if (transaction.frames.size() == mostFrames) {
            throw new StompProtocolException("a transaction may hold at most " + mostFrames + " frames");
        }
        memory.reserve(frame.heldBytes()).ifPresent(full -> {
            throw new StompProtocolException("the transaction exceeds " + full.property());
        });
        transaction.frames.add(frame);
        transaction.bytes += frame.heldBytes();
    }

    /** One of its SENDs has been refused. */
    void refuse(String id) {
        existing(id).isRefused = true;
    }

    /** Ends the transaction, by COMMIT or ABORT. */
    Held end(String id, MemoryBudget memory) {
        Transaction transaction = existing(id);
        open.remove(id);
        memory.release(transaction.bytes);
        return new Held(transaction.frames, transaction.isRefused);
    }

    private Transaction existing(String id) {
        Transaction transaction = open.get(id);
        if (transaction == null) {
            throw new StompProtocolException("there is no such transaction");
        }
        return transaction;
    }

    private static final class Transaction {

        private final List<StompFrame> frames = new ArrayList<>();
        private long bytes;
        private boolean isRefused;
    }
}
