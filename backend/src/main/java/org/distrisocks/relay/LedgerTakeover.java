package org.distrisocks.relay;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * Knows whether this pod has lately been given a part of {@code message-status}. The pod that read it before may have died
 * after it moved a row and before it told the sender, and less than its last second is read again.
 */
@Component
public class LedgerTakeover implements KafkaBindingRebalanceListener {

    /** As long as what is read again may come. */
    private static final Duration LASTS = Duration.ofSeconds(10);

    private volatile long begin = System.nanoTime() - LASTS.toNanos();

    @Override
    public void onPartitionsAssigned(
            String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions, boolean initial) {
        if (bindingName.equals(RelayBindings.LEDGER) && !partitions.isEmpty()) {
            begin();
        }
    }

    /** From now on events may be repeats of what was handled and not told. */
    public void begin() {
        begin = System.nanoTime();
    }

    boolean isRecent() {
        return System.nanoTime() - begin < LASTS.toNanos();
    }
}
