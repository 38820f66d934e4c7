package org.distrisocks.bench.server;

import java.util.Locale;
import java.util.function.Consumer;

/** Servers that can be measured, by their names in arguments; in the order in which they are. */
public enum TargetName {
    DISTRISOCKS("distriSocks", true),
    SPRING_RELAY("Spring, RabbitMQ relay, JPA", true),
    RABBITMQ("RabbitMQ Web-STOMP", false),
    SOCKET_IO("Socket.IO, Redis, PostgreSQL", false),
    ARTEMIS("Artemis", true),
    ECHO("echo", true);

    private final String title;
    private final boolean warmsUpSlowly;

    TargetName(String title, boolean warmsUpSlowly) {
        this.title = title;
        this.warmsUpSlowly = warmsUpSlowly;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Whether it runs on a JVM, whose compilers need minutes of load; Erlang and Node need seconds. */
    public boolean warmsUpSlowly() {
        return warmsUpSlowly;
    }

    /** Its name in arguments, and in the names of files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Starts it and returns when it takes connections.
     *
     * @param progress is told each step in words
     * @throws RuntimeException if it does not start, with the reason
     */
    public Target start(Settings settings, Consumer<String> progress) {
        return switch (this) {
            case DISTRISOCKS -> DistrisocksTarget.start(settings, settings.folder(), progress);
            case SPRING_RELAY -> RelayTarget.start(settings.folder());
            case RABBITMQ -> RabbitTarget.start(settings.folder());
            case SOCKET_IO -> SocketIoTarget.start(settings.folder());
            case ARTEMIS -> ArtemisTarget.start(settings.folder());
            case ECHO -> EchoTarget.start();
        };
    }
}
