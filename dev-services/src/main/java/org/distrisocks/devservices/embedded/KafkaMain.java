package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * Kafka alone in a JVM: {@code KafkaMain DIRECTORY PORT CONTROLLER-PORT [DETOUR-PORT ADVERTISED-PORT]}. It ends with its
 * standard input, which only the JVM that started it holds open.
 */
final class KafkaMain {

    private KafkaMain() {}

    public static void main(String... args) throws IOException {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "org/distrisocks/devservices/main-logback.xml");
        }
        KafkaDetour detour = args.length < 5 ? null : new KafkaDetour(port(args[3]), port(args[4]));
        EmbeddedKafka kafka = new EmbeddedKafka(Path.of(args[0]), port(args[1]), port(args[2]), detour);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-kafka"));
        Thread.ofPlatform().daemon().name("owner-watch").start(KafkaMain::haltWithTheOwner);
        try {
            kafka.start();
        } catch (DevServiceException failure) {
            System.err.println("error: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void haltWithTheOwner() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    private static LoopbackPort port(String number) {
        return new LoopbackPort(Integer.parseInt(number));
    }
}
