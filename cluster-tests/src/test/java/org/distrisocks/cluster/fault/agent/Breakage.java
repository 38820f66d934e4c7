package org.distrisocks.cluster.fault.agent;

import java.util.Locale;

/** A safeguard that is taken out of a pod, to show that the suite would notice. */
public enum Breakage {
    /** Nothing is delivered from the inboxes but to a new subscription. */
    SWEEP_OFF(new Target("org.distrisocks.delivery.InboxSweep", "run"), Advices.Skip.class),
    /** Envelopes for an earlier life of the pod are delivered too. */
    EPOCH_CHECK_OFF(new Target("org.distrisocks.relay.InboundRelay", "isCurrent"), Advices.ReturnTrue.class),
    /** A message is DELIVERED before it is written. */
    DELIVERED_EARLY(new Target("org.distrisocks.session.Subscription", "deliver"), Advices.RunWritten.class),
    /** A repeated SEND is a new message. */
    CLIENT_ID_IGNORED(new Target("org.distrisocks.inbox.NewMessage", Target.CONSTRUCTOR), Advices.NoClientId.class);

    private final Target target;
    private final Class<?> advice;

    Breakage(Target target, Class<?> advice) {
        this.target = target;
        this.advice = advice;
    }

    public Hook on() {
        return new Hook(label());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Target target() {
        return target;
    }

    Class<?> advice() {
        return advice;
    }
}
