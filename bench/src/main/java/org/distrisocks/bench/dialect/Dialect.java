package org.distrisocks.bench.dialect;

import java.util.Set;

/** How a server wants to be spoken to. */
public interface Dialect {

    /** The user of a number is this and the number. */
    String USER = "bench-";

    /** Stands for the client's id of a message in {@link #send}. */
    char CLIENT_ID = '\u0001';

    /** Stands for the number at the end of the client's id in {@link #send}. */
    char NUMBER = '\u0002';

    /** What a client's id is written behind, in all bodies. */
    String ID_FIELD = "\"client_id\":\"";

    /** A session of a user, 0 or more, that is not connected yet. */
    Session session(int user);

    /**
     * A message to a user as one WebSocket message, with {@link #CLIENT_ID} where the client's id has to stand.
     *
     * @param size of the payload, in octets
     */
    String send(int receiver, int size);

    /** What has to happen to each message. */
    Set<Mark> expected();
}
