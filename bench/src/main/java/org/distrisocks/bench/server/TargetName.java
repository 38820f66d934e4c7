package org.distrisocks.bench.server;

import java.util.Locale;
import java.util.function.Consumer;

/** Servers that can be measured, by their names in arguments; in the order in which they are. */
public enum TargetName {
    DISTRISOCKS("distriSocks"),
    SPRING_RELAY("Spring, RabbitMQ relay, JPA"),
    RABBITMQ("RabbitMQ Web-STOMP"),
    SOCKET_IO("Socket.IO, Redis, PostgreSQL"),
    ARTEMIS("Artemis"),
    ECHO("echo");

    private final String title;

    TargetName(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
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
