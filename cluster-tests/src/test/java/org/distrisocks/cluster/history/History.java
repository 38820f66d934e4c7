package org.distrisocks.cluster.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.distrisocks.cluster.history.Event.Opened;
import org.distrisocks.cluster.history.Event.Receipted;
import org.distrisocks.cluster.history.Event.Seen;

/** All events of a run, in memory. Safe for use by many threads. */
public final class History {

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /** Keeps an event. Those of one session have to come in their order. */
    public void add(Event event) {
        events.add(event);
        if (event instanceof Receipted receipt) {
            acknowledged.putIfAbsent(receipt.token(), receipt.at());
        } else if (event instanceof Seen message) {
            seen.putIfAbsent(message.token(), message.at());
        }
    }

    public List<Event> events() {
        return new ArrayList<>(events);
    }

    /** The tokens of all SENDs that have got their RECEIPT by now. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged.keySet());
    }

    /** Those that have a RECEIPT and were not read yet. */
    public Set<String> unseen() {
        return acknowledged.keySet().stream()
                .filter(token -> !seen.containsKey(token))
                .collect(Collectors.toSet());
    }

    /** How many RECEIPTs came between two moments. */
    public int receiptsBetween(long from, long to) {
        return (int) acknowledged.values().stream()
                .filter(at -> at >= from && at <= to)
                .count();
    }

    /** Whether all of these have been read. */
    public boolean hasSeen(Set<String> tokens) {
        return seen.keySet().containsAll(tokens);
    }

    /** From this moment to the first reading of each of these, shortest first; nothing for what was not read. */
    public List<Duration> timesFrom(long moment, Set<String> tokens) {
        return tokens.stream()
                .filter(seen::containsKey)
                .map(token -> Duration.ofNanos(Math.max(0, seen.getOrDefault(token, moment) - moment)))
                .sorted()
                .toList();
    }

    /**
     * From SEND to reading of what was sent to these receivers between two moments, shortest first; for what was not read
     * until the second moment, the time until then.
     */
    public List<Duration> latencies(Set<String> receivers, long from, long to) {
        return events.stream()
                .filter(Event.Sent.class::isInstance)
                .map(Event.Sent.class::cast)
                .filter(sent -> receivers.contains(sent.receiver()) && sent.at() >= from && sent.at() <= to)
                .map(sent -> Duration.ofNanos(Math.min(seen.getOrDefault(sent.token(), to), to) - sent.at()))
                .sorted()
                .toList();
    }

    /** How many sessions ended between two moments. */
    public int closedBetween(long from, long to) {
        return (int) events.stream()
                .filter(Event.Closed.class::isInstance)
                .filter(event -> event.at() >= from && event.at() <= to)
                .count();
    }

    /** The kinds of problems that came instead of RECEIPTs. */
    public Set<String> problems() {
        return events.stream()
                .filter(Event.Refused.class::isInstance)
                .map(event -> ((Event.Refused) event).type())
                .collect(Collectors.toSet());
    }

    /** The most sessions that were opened within one second after that moment. */
    public int peakOpensPerSecond(long after) {
        List<Long> opens = events.stream()
                .filter(Opened.class::isInstance)
                .map(Event::at)
                .filter(at -> at >= after)
                .sorted()
                .toList();
        int peak = 0;
        int first = 0;
        for (int last = 0; last < opens.size(); last++) {
            while (opens.get(last) - opens.get(first) >= Duration.ofSeconds(1).toNanos()) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }
}
