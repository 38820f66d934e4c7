package org.distrisocks.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompProtocolException;

/** The open transactions of one session: frames that are held until COMMIT and forgotten at ABORT (STOMP 1.2, "BEGIN"). */
final class Transactions {

    private final int most;
    private final int mostFrames;
    private final Map<String, List<StompFrame>> open = new HashMap<>(2);

    Transactions(int most, int mostFrames) {
        this.most = most;
        this.mostFrames = mostFrames;
    }

    void begin(String id) {
        if (open.size() == most) {
            throw new StompProtocolException("a session may have at most " + most + " transactions open");
        }
        if (open.putIfAbsent(id, new ArrayList<>()) != null) {
            throw new StompProtocolException("the transaction is open already");
        }
    }

    void hold(String id, StompFrame frame) {
        List<StompFrame> frames = open.get(id);
        if (frames == null) {
            throw new StompProtocolException("there is no such transaction");
        }
        if (frames.size() == mostFrames) {
            throw new StompProtocolException("a transaction may hold at most " + mostFrames + " frames");
        }
        frames.add(frame);
    }

    /** Ends the transaction, by COMMIT or ABORT, and gives back what it held. */
    List<StompFrame> end(String id) {
        List<StompFrame> frames = open.remove(id);
        if (frames == null) {
            throw new StompProtocolException("there is no such transaction");
        }
        return frames;
    }
}
