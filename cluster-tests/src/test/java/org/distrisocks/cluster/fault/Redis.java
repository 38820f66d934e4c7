package org.distrisocks.cluster.fault;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.distrisocks.devservices.ServiceAddresses;

/** What an operator may do to Redis. */
public final class Redis {

    private static final String DONE = "+OK\r\n";

    private Redis() {}

    /**
     * FLUSHALL.
     *
     * @throws IllegalStateException if it is not done
     */
    public static void flush(ServiceAddresses at) {
        try (Socket redis = new Socket(at.redisHost(), at.redisPort())) {
            redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = redis.getInputStream().readNBytes(DONE.length());
            if (!new String(answer, StandardCharsets.US_ASCII).equals(DONE)) {
                throw new IllegalStateException("Redis does not flush");
            }
        } catch (IOException unreachable) {
            throw new IllegalStateException("Redis is not flushed", unreachable);
        }
    }
}
