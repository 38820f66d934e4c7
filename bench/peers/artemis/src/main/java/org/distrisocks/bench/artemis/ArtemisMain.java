package org.distrisocks.bench.artemis;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * A broker until SIGTERM. Arguments: the port of 127.0.0.1, the folder for its data, and after how many nanoseconds its journal
 * writes what has come together.
 *
 * <p>The settings are those that {@code artemis create} writes, with {@code NIO} where there is no {@code libaio}: the journal
 * syncs what is not in a transaction too, and the time after which it does is what a sync of this disk takes, so that more goes
 * together with one.
 */
public final class ArtemisMain {

    private ArtemisMain() {}

    public static void main(String... args) throws Exception {
        Path data = Path.of(args[1]);
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDatasync(true)
                .setJournalFileSize(10 << 20)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(10)
                .setJournalBufferTimeout_NIO(Integer.parseInt(args[2]))
                .setJournalMaxIO_NIO(1)
                .setMaxDiskUsage(100)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString());
        // Clients without heart-beats that only read are cut off after a minute by default.
        configuration.addAcceptorConfiguration(
                "stomp", "tcp://127.0.0.1:" + args[0] + "?protocols=STOMP;connectionTtl=3600000");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration, true);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
                stopped.await();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }));
        server.start();
        asked.await();
        server.stop();
        stopped.countDown();
    }
}
