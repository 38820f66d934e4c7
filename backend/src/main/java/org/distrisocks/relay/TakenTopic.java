package org.distrisocks.relay;

import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodReplaced;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.stereotype.Component;

/**
 * Kafka gives a pod's topic to the newest process with the pod's id ({@code group.instance.id}), and fences the consumers
 * of the one before it, which has been replaced, even if Redis does not say so yet.
 */
@Component
class TakenTopic {

    private final Pod pod;
    private final ApplicationEventPublisher events;

    TakenTopic(Pod pod, ApplicationEventPublisher events) {
        this.pod = pod;
        this.events = events;
    }

    @EventListener
    void on(ConsumerStoppedEvent stopped) {
        if (stopped.getReason() == ConsumerStoppedEvent.Reason.FENCED) {
            events.publishEvent(new PodReplaced(pod.self()));
        }
    }
}
