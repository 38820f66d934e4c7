package org.distrisocks.cluster.thirdparty;

import java.util.Optional;
import java.util.function.Consumer;

/** A client that we did not write, and a script for it. */
interface ThirdPartyClient {

    /** As its makers call it. */
    String name();

    Transport transport();

    /** What this machine lacks to run it, and how to get that; empty if it lacks nothing. */
    Optional<String> lack();

    /** Tells of each step when it is taken, and returns after the last or after one that fails. */
    void takeSteps(Errand errand, Consumer<Seen> listener) throws Exception;

    /** How it reaches a pod. */
    enum Transport {
        WEBSOCKET("WebSocket"),
        TCP("TCP, bridged");

        private final String text;

        Transport(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
