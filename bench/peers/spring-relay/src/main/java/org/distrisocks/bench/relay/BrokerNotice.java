package org.distrisocks.bench.relay;

import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.stereotype.Component;

/** Says on standard output when the relay has reached RabbitMQ: before that, logins are refused. */
@Component
class BrokerNotice {

    @EventListener
    void on(BrokerAvailabilityEvent event) {
        System.out.println("broker available: " + event.isBrokerAvailable());
    }
}
