package org.distrisocks.cluster.thirdparty;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One client on its way through the steps. */
final class ClientRun {

    private final ThirdPartyClient client;
    private final Errand errand;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile String failure = "";

    private ClientRun(ThirdPartyClient client, Errand errand) {
        this.client = client;
        this.errand = errand;
        this.thread = Thread.ofVirtual().name(client.name()).unstarted(this::run);
    }

    /** Returns at once. A client that lacks something takes no step. */
    static ClientRun start(ThirdPartyClient client, Errand errand) {
        ClientRun run = new ClientRun(client, errand);
        if (client.lack().isEmpty()) {
            run.thread.start();
        }
        return run;
    }

    ThirdPartyClient client() {
        return client;
    }

    Errand errand() {
        return errand;
    }

    List<Seen> seen() {
        return seen;
    }

    Optional<Seen> seen(Step step) {
        return seen.stream().filter(one -> one.step() == step).findFirst();
    }

    void add(Seen one) {
        seen.add(one);
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    /** Why it ended before its last step, if it did not say so by a step. */
    String failure() {
        return failure;
    }

    private void run() {
        try {
            client.takeSteps(errand, seen::add);
        } catch (Exception broken) {
            failure = broken.toString();
        }
    }

    /** For the name of the test. */
    @Override
    public String toString() {
        return client.name()
                + seen(Step.VERSION).map(version -> " " + version.saw()).orElse("");
    }
}
