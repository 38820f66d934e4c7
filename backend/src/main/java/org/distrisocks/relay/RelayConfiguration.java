package org.distrisocks.relay;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.distrisocks.pod.Pod;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The functional beans, by the names that {@code application.yml} binds, and the topics that they need. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    static final String ENVELOPE_ACKS = "envelopeAcks";

    /** This pod's topic to the sessions of this pod; what it returns goes to {@code message-status}. */
    @Bean
    Function<List<Decoded<Envelope>>, List<Message<StatusReport>>> relay(InboundRelay relay) {
        return relay::relay;
    }

    /** {@code message-status}, shared among all pods by key, to the rows and the senders. */
    @Bean
    Consumer<List<Decoded<StatusEvent>>> ledger(InboundLedger ledger) {
        return ledger::receive;
    }

    /** Hears of each record of envelopes that Kafka has. */
    @Bean
    @ServiceActivator(inputChannel = ENVELOPE_ACKS)
    MessageHandler envelopeAcksHandler(StatusPublisher statuses) {
        return statuses::onEnvelopesTaken;
    }

    /**
     * A batch that cannot be handled now is given again until it can; its consumer stays in the group meanwhile. Offsets
     * are committed once a second and not for each batch, which may be one record: what is read again after a crash is
     * known by its ids, or is of an earlier epoch.
     */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> consumes() {
        return (container, _, _) -> {
            ContainerProperties consumer = container.getContainerProperties();
            consumer.setAckMode(ContainerProperties.AckMode.TIME);
            consumer.setAckTime(1_000);
            // Also while nothing comes, and what has been handled is to be committed.
            consumer.setPollTimeout(1_000);
            ExponentialBackOff pauses = new ExponentialBackOff(500, 2);
            pauses.setMaxInterval(5_000);
            DefaultErrorHandler givesAgain = new DefaultErrorHandler(pauses);
            givesAgain.setLogLevel(KafkaException.Level.WARN);
            container.setCommonErrorHandler(givesAgain);
            // A ledger that waits for PostgreSQL does not hold up a pod that stops.
            consumer.setShutdownTimeout(3_000);
        };
    }

    /** Made before the bindings start; a topic that exists is left as it is, but may get more partitions. */
    @Bean
    KafkaAdmin.NewTopics topics(Pod pod, RelayProperties properties) {
        return new KafkaAdmin.NewTopics(
                topic(pod.id().value(), properties.concurrency(), properties.retention(), properties),
                topic(SharedTopics.STATUSES, properties.statusPartitions(), properties.retention(), properties),
                topic(SharedTopics.DEAD_LETTERS, 1, properties.deadLetterRetention(), properties));
    }

    /**
     * Records have the time of the broker. With that of the producer, retention would delete those of a pod whose clock is
     * hours behind as soon as they are written.
     */
    private static NewTopic topic(String name, int partitions, Duration retention, RelayProperties properties) {
        return TopicBuilder.name(name)
                .partitions(partitions)
                .replicas(properties.replicas())
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()))
                .config(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name)
                .build();
    }
}
