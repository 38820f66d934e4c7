package org.distrisocks.cluster.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.distrisocks.cluster.history.Event;

/** Counts what bots have sent and got; a message is known by its token, so one that is lost is missing here. */
final class TrafficCount implements Consumer<Event> {

    private static final int MOST_ON_THE_WAY = 20_000;

    private final Set<String> onTheWay = new HashSet<>();
    private long sent;
    private long received;
    private long twice;

    /**
     * @param received by their receivers, each once
     * @param onTheWay not received yet
     * @param twice received once more without a mark that says so, which must not be
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
                if (onTheWay.remove(message.token())) {
                    received++;
                } else if (!message.redelivered()) {
                    twice++;
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
}
