package org.distrisocks.relay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.distrisocks.pod.Pod;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.messaging.Message;

/** The functional beans, by the names that {@code application.yml} binds, and the topics that they need. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    static final String STATUS_TOPIC = "message-status";
    static final String ENVELOPE_ACKS = "envelopeAcks";
    static final String STATUS_ACKS = "statusAcks";

    /** This pod's topic to the sessions of this pod; what it returns goes to {@code message-status}. */
    @Bean
    Function<List<Envelope>, List<Message<StatusEvent>>> relay(InboundRelay relay) {
        return relay::relay;
    }

    /** {@code message-status}, shared among all pods by key, to the rows and the senders. */
    @Bean
    Consumer<List<StatusEvent>> ledger(StatusEventReceiver ledger) {
        return ledger::receive;
    }

    /** Made before the bindings start; a topic that exists is left as it is, but may get more partitions. */
    @Bean
    KafkaAdmin.NewTopics topics(Pod pod, RelayProperties properties) {
        return new KafkaAdmin.NewTopics(
                topic(pod.id().value(), properties.concurrency(), properties),
                topic(STATUS_TOPIC, properties.statusPartitions(), properties));
    }

    private static NewTopic topic(String name, int partitions, RelayProperties properties) {
        return TopicBuilder.name(name)
                .partitions(partitions)
                .replicas(properties.replicas())
                .config(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(properties.retention().toMillis()))
                .build();
    }
}
