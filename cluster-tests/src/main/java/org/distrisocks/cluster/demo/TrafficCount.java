package org.distrisocks.cluster.demo;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import org.distrisocks.cluster.history.Event;

/** Counts what bots have sent and got; a message is known by its token, so one that is lost is missing here. */
final class TrafficCount implements Consumer<Event> {

    private static final int MOST_ON_THE_WAY = 20_000;
    private static final int MOST_REMEMBERED = 20_000;

    private final Set<String> onTheWay = new HashSet<>();
    private final SequencedSet<Sight> seen = new LinkedHashSet<>();
    private long sent;
    private long received;
    private long twice;

    /**
     * @param received by their receivers, each once
     * @param onTheWay not received yet
     * @param twice shown to one session once more without a mark that says so, which must not be; the next session, after a
     *     pod has died, may be shown it as new
     */
    record Figures(long sent, long received, int onTheWay, long twice) {}

    @Override
    public synchronized void accept(Event event) {
        switch (event) {
            case Event.Sent message -> {
                sent++;
                onTheWay.add(message.token());
            }
            case Event.Seen message -> {
                received += onTheWay.remove(message.token()) ? 1 : 0;
                boolean isNew = seen.add(new Sight(message.session(), message.token()));
                twice += isNew || message.redelivered() ? 0 : 1;
                if (seen.size() > MOST_REMEMBERED) {
                    seen.removeFirst();
                }
            }
            case Event.SentAgain _,
                    Event.Receipted _,
                    Event.Refused _,
                    Event.Ticked _,
                    Event.Opened _,
                    Event.Closed _ -> {}
        }
    }

    /** Whether more may be sent: what does not arrive for long is not added to. */
    synchronized boolean hasRoom() {
        return onTheWay.size() < MOST_ON_THE_WAY;
    }

    synchronized Figures figures() {
        return new Figures(sent, received, onTheWay.size(), twice);
    }

    /** That a session was shown a message. */
    private record Sight(String session, String token) {}
}
