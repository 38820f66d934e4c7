package org.distrisocks.topology;

import java.time.Duration;
import java.util.List;
import org.distrisocks.account.Operators;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.schedule.PeriodicTask;
import org.distrisocks.session.Destination;
import org.distrisocks.session.SessionRegistry;
import org.distrisocks.session.Subscription;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Shows the cluster once a second to the operators who watch it from this pod. Without any it does nothing. */
@Component
class ClusterFeed extends PeriodicTask {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ClusterView view;
    private final SessionRegistry sessions;
    private final Operators operators;
    private final JsonMapper json;
    private final MessageIdGenerator ids = new MessageIdGenerator();

    ClusterFeed(ClusterView view, SessionRegistry sessions, Operators operators, JsonMapper json) {
        super("cluster-feed", PERIOD);
        this.view = view;
        this.sessions = sessions;
        this.operators = operators;
        this.json = json;
    }

    @Override
    protected void run() {
        List<Subscription> watching = operators.all().stream()
                .flatMap(operator -> sessions.subscriptions(operator, Destination.CLUSTER).stream())
                .toList();
        if (!watching.isEmpty()) {
            byte[] body = json.writeValueAsBytes(view.frame());
            watching.forEach(subscription -> subscription.showLatest(ids.next(), body));
        }
    }
}
