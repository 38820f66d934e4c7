package org.distrisocks.cluster.fault;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.distrisocks.devservices.ServiceAddresses;

/** What an operator may do to Redis. */
public final class Redis {

    private Redis() {}

    /**
     * FLUSHALL.
     *
     * @throws IllegalStateException if it is not done
     */
    public static void flush(ServiceAddresses at) {
        if (!answer(at, "FLUSHALL").startsWith("+OK")) {
            throw new IllegalStateException("Redis does not flush");
        }
    }

    /**
     * What Redis says to one command in its inline form, as it stands on the wire.
     *
     * @throws IllegalStateException if Redis cannot be reached
     */
    static String answer(ServiceAddresses at, String command) {
        try (Socket redis = new Socket(at.redisHost(), at.redisPort())) {
            redis.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(redis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreachable) {
            throw new IllegalStateException("Redis does not answer", unreachable);
        }
    }
}
