package org.distrisocks.bench.load;

import java.util.List;
import java.util.Set;

/** How a server wants to be spoken to over STOMP. Frames are text without the NUL at their end. */
public interface Dialect {

    /** CONNECT of a user, 0 or more. */
    String connect(int user);

    /** What a session of this user subscribes to; each frame asks for a RECEIPT. */
    List<String> subscriptions(int user);

    /** The headers of a SEND to this user, with the command, each line with its end. */
    String sendHead(int receiver);

    /** What comes before and after the client's id in the body of a SEND to this user. */
    Body body(int receiver, int size);

    /** What has to happen to each message. */
    Set<Mark> expected();

    /** The body of a SEND but for the client's id. */
    record Body(String before, String after) {}
}
