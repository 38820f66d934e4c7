package org.distrisocks.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription whose DELIVERED is not durable, in the order of writing. Not safe for use by several
 * threads.
 *
 * <p>A message leaves when it is recorded as DELIVERED, by an ACK of this client or elsewhere. So an ACK that finds its
 * message gone here is of one that is DELIVERED. Its bound is that of the messages outstanding in the feed.
 */
final class UnacknowledgedMessages {

    private enum Progress {
        /** It is written, or about to be, and the client has yet to acknowledge it. */
        IN_FLIGHT,
        /** The client has refused it, or has had its time: it may be written again, and its ACK still counts. */
        LAPSED,
        /** The client has acknowledged it. */
        ACKNOWLEDGED
    }

    private static final class Entry {
        private Progress progress = Progress.IN_FLIGHT;
        private @Nullable Acknowledgement acknowledgement;
    }

    private final Map<MessageId, Entry> entries = new LinkedHashMap<>();
    private int inFlight;

    /** How many of them the client has yet to acknowledge. */
    int inFlight() {
        return inFlight;
    }

    /** A message is written, perhaps once more. */
    void add(MessageId id) {
        Entry known = entries.get(id);
        if (known == null || known.progress == Progress.LAPSED) {
            entries.remove(id);
            entries.put(id, new Entry());
            inFlight++;
        }
    }

    boolean contains(MessageId id) {
        return entries.containsKey(id);
    }

    /**
     * What an ACK or NACK of that message settles.
     *
     * @param cumulative whether that includes all that is in flight before it
     * @return nothing if that message is acknowledged or not here
     */
    List<MessageId> settledBy(MessageId last, boolean cumulative) {
        Entry entry = entries.get(last);
        if (entry == null || entry.progress == Progress.ACKNOWLEDGED) {
            return List.of();
        }
        if (!cumulative) {
            return List.of(last);
        }
        List<MessageId> settled = new ArrayList<>();
        for (Map.Entry<MessageId, Entry> one : entries.entrySet()) {
            boolean isLast = one.getKey().equals(last);
            if (isLast || one.getValue().progress == Progress.IN_FLIGHT) {
                settled.add(one.getKey());
            }
            if (isLast) {
                break;
            }
        }
        return settled;
    }

    void acknowledge(Acknowledgement acknowledgement) {
        for (MessageId id : acknowledgement.messages()) {
            Entry entry = to(Progress.ACKNOWLEDGED, id);
            if (entry != null) {
                entry.acknowledgement = acknowledgement;
            }
        }
    }

    /** The acknowledgements on their way that the RECEIPT of an ACK of that message has to wait for. */
    Set<Acknowledgement> underWay(MessageId last, boolean cumulative) {
        Set<Acknowledgement> all = new LinkedHashSet<>(2);
        if (cumulative) {
            for (Map.Entry<MessageId, Entry> one : entries.entrySet()) {
                addTo(all, one.getValue());
                if (one.getKey().equals(last)) {
                    break;
                }
            }
        } else {
            addTo(all, entries.get(last));
        }
        return all;
    }

    private static void addTo(Set<Acknowledgement> all, @Nullable Entry entry) {
        if (entry != null && entry.acknowledgement != null) {
            all.add(entry.acknowledgement);
        }
    }

    /** They may be written again. */
    void lapse(Collection<MessageId> ids) {
        ids.forEach(id -> to(Progress.LAPSED, id));
    }

    /** They are recorded as DELIVERED. */
    void forget(Collection<MessageId> ids) {
        ids.forEach(this::forget);
    }

    void forget(MessageId id) {
        Entry entry = entries.remove(id);
        if (entry != null && entry.progress == Progress.IN_FLIGHT) {
            inFlight--;
        }
    }

    /** The client has to acknowledge these once more. */
    void takeBack(Acknowledgement acknowledgement) {
        for (MessageId id : acknowledgement.messages()) {
            Entry entry = entries.get(id);
            if (entry != null && entry.acknowledgement == acknowledgement) {
                entry.progress = Progress.IN_FLIGHT;
                entry.acknowledgement = null;
                inFlight++;
            }
        }
    }

    private @Nullable Entry to(Progress progress, MessageId id) {
        Entry entry = entries.get(id);
        if (entry == null || entry.progress == Progress.ACKNOWLEDGED) {
            return null;
        }
        if (entry.progress == Progress.IN_FLIGHT) {
            inFlight--;
        }
        entry.progress = progress;
        return entry;
    }
}
