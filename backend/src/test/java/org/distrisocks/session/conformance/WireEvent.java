package org.distrisocks.session.conformance;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client sees of its server; {@code toString} is as short as the table of results wants it. */
sealed interface WireEvent {

    /**
     * A frame, as it stood on the wire.
     *
     * @param headers the lines, nothing unescaped
     */
    record Frame(String command, List<String> headers, String body) implements WireEvent {

        /** @param text without its NUL */
        static Frame parse(String text) {
            int blank = text.indexOf("\n\n");
            List<String> lines = text.substring(0, blank).lines().toList();
            return new Frame(lines.getFirst(), lines.subList(1, lines.size()), text.substring(blank + 2));
        }

        /** The value of the first header of that name, nothing unescaped; null if there is none. */
        @Nullable String header(String name) {
            return headers.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse(null);
        }

        String required(String name) {
            return Objects.requireNonNull(header(name), name);
        }

        /** The names of the headers, in their order. */
        String names() {
            return String.join(
                    " ",
                    headers.stream()
                            .map(line -> line.substring(0, line.indexOf(':')))
                            .toList());
        }

        /** The {@code payload} of a message. */
        String payload() {
            return body.replaceAll("(?s).*\"payload\":\"([^\"]*)\".*", "$1");
        }

        /** An ERROR must say what it is for, and no rule is kept by a failure. */
        private String flaw() {
            return switch (header("message")) {
                case null -> " without message";
                case "the server failed" -> " by a failure";
                default -> "";
            };
        }

        @Override
        public String toString() {
            return command
                    + (command.equals("ERROR") ? flaw() : "")
                    + Stream.of("receipt-id", "version", "destination")
                            .map(this::header)
                            .filter(Objects::nonNull)
                            .map(value -> " " + value)
                            .reduce("", String::concat);
        }
    }

    /** A heart-beat. */
    record Beat() implements WireEvent {}

    /** The server's close frame. */
    record Closed(int code) implements WireEvent {

        @Override
        public String toString() {
            return "closed " + code;
        }
    }

    /** Nothing, though it was waited for. */
    record Silence() implements WireEvent {

        @Override
        public String toString() {
            return "nothing";
        }
    }
}
