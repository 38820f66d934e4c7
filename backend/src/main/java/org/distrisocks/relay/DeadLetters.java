package org.distrisocks.relay;

import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.MessagingException;
import org.springframework.stereotype.Component;

/** Sets records aside that nobody can handle, so that those behind them are handled. */
@Component
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final StreamBridge bridge;
    private final Counters counters;

    DeadLetters(StreamBridge bridge, Counters counters) {
        this.bridge = bridge;
        this.counters = counters;
    }

    /** If Kafka does not take it, it is lost but for the log: the partition goes on. */
    void put(DeadLetter letter) {
        counters.add(Counted.DEAD_LETTERS, letter.topic(), 1);
        log.error(
                "a record on {} goes to the dead letters: {}, message {}",
                letter.topic(),
                letter.reason(),
                letter.message());
        try {
            bridge.send(
                    RelayBindings.DEAD_LETTERS,
                    MessageBuilder.withPayload(letter).build());
        } catch (MessagingException notTaken) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(notTaken);
            log.error(
                    "a dead letter of {} was not taken: {}, message {}",
                    letter.topic(),
                    cause.toString(),
                    letter.message());
        }
    }
}
