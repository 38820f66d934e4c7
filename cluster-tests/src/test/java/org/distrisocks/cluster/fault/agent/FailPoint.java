package org.distrisocks.cluster.fault.agent;

import java.time.Duration;
import java.util.Locale;

/**
 * A step of a message's way (DESIGN §6) at which a pod can be made to die, wait or fail:
 *
 * <pre>{@code
 * FailPoint.AFTER_INSERT.kill(3).into(cluster.pod(1));
 * }</pre>
 */
public enum FailPoint {
    AFTER_INSERT(new Target("org.distrisocks.inbox.MessageStore", "store"), false),
    BEFORE_PUBLISH(new Target("org.distrisocks.relay.EnvelopePublisher", "publish"), true),
    AFTER_PUBLISH(new Target("org.distrisocks.relay.EnvelopePublisher", "publish"), false),
    AFTER_CONSUME(new Target("org.distrisocks.relay.InboundRelay", "relay"), true),
    AFTER_WRITE(new Target("org.distrisocks.delivery.WrittenMessages", "add"), true),
    BEFORE_ACK(new Target("org.distrisocks.relay.InboundRelay", "relay"), false);

    private final Target target;
    private final boolean onEnter;

    FailPoint(Target target, boolean onEnter) {
        this.target = target;
        this.onEnter = onEnter;
    }

    /** The pod ends at once, as by SIGKILL, when it comes here the nth time. */
    public Hook kill(int hit) {
        return new Hook(label() + ":kill:" + hit);
    }

    /** Whoever comes here waits that long, from the nth time on. */
    public Hook pause(Duration time, int hit) {
        return new Hook(label() + ":pause:" + hit + ":" + time.toMillis());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Target target() {
        return target;
    }

    boolean onEnter() {
        return onEnter;
    }
}
