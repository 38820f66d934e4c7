package org.distrisocks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.MessageId;
import org.distrisocks.limit.MemoryBudget;

/**
 * What one subscription has been given, so that it is given nothing twice: all that may still be in the inbox, and the
 * last few that are known to have left it. Not safe for use by several threads.
 *
 * <p>A message may come twice by Kafka shortly after one another, and by the inbox until it is DELIVERED; hence the two.
 */
final class GivenMessages {

    /** After which Kafka does not bring a message once more: its consumer commits each second. */
    private static final Duration REPEATED_WITHIN = Duration.ofSeconds(30);

    /** Messages that a quiet subscription remembers without asking for them. */
    private static final int WORTH_A_LOOK = 64;

    /** How far one of them has come. */
    private enum Progress {
        /** It waits to be written to the socket. */
        QUEUED,
        /** It is written and the client has yet to acknowledge it, or has refused it. */
        UNACKNOWLEDGED,
        /** The client has it; its row may not know. */
        DONE,
        /** It is out of the inbox. */
        GONE
    }

    private static final class Given {
        private final long seq;
        private Progress progress = Progress.QUEUED;
        private long since;

        private Given(long seq, long now) {
            this.seq = seq;
            this.since = now;
        }
    }

    /**
     * What is to be done about messages that were given.
     *
     * @param unreported the client has them and the ledger does not know, for whatever reason
     * @param expired the client has had its time; they may be given again
     * @param gone they have left the inbox, whoever acknowledged them
     */
    record Leftovers(List<MessageId> unreported, List<MessageId> expired, List<MessageId> gone) {}

    /** Bytes of one here and, until it is acknowledged, in its subscription. */
    private static final int ENTRY = 320;

    private final Map<MessageId, Given> given = new LinkedHashMap<>(4);
    private final DeliveryProperties properties;
    private final MemoryBudget memory;
    private int outstanding;
    private int confirmAt;
    private long forgottenUpTo;

    GivenMessages(DeliveryProperties properties, MemoryBudget memory) {
        this.properties = properties;
        this.memory = memory;
        this.confirmAt = properties.remembered();
    }

    boolean contains(MessageId id) {
        return given.containsKey(id);
    }

    /** @return false if the session has no memory for it; then it is not to be given */
    boolean add(MessageId id, long seq, long now) {
        if (given.containsKey(id)) {
            return true;
        }
        if (memory.reserve(ENTRY).isPresent()) {
            return false;
        }
        given.put(id, new Given(seq, now));
        outstanding++;
        return true;
    }

    /** Forgets all: the subscription is over. */
    void clear() {
        memory.release((long) ENTRY * given.size());
        given.clear();
        outstanding = 0;
    }

    /**
     * Forgets what left the inbox so long ago that Kafka does not repeat it.
     *
     * @return whether so many have been with the client for as long that it is worth asking which have left the inbox
     */
    boolean rests(long now) {
        long past = now - REPEATED_WITHIN.toNanos();
        Iterator<Given> oldest = given.values().iterator();
        while (oldest.hasNext()) {
            Given one = oldest.next();
            if (one.progress != Progress.GONE || one.since - past >= 0) {
                break;
            }
            forget(one, oldest);
        }
        return given.values().stream()
                        .filter(one -> one.progress == Progress.DONE && one.since - past < 0)
                        .limit(WORTH_A_LOOK)
                        .count()
                == WORTH_A_LOOK;
    }

    private void forget(Given one, Iterator<Given> at) {
        at.remove();
        memory.release(ENTRY);
        forgetUpTo(one.seq);
    }

    /** What has a {@code seq} up to this one may have been given and forgotten: whether it is new, the inbox knows alone. */
    void forgetUpTo(long seq) {
        forgottenUpTo = Math.max(forgottenUpTo, seq);
    }

    boolean mayBeForgotten(long seq) {
        return seq <= forgottenUpTo;
    }

    /** It is on the socket; with {@code ack:auto} that is all there is to come. */
    void written(MessageId id, boolean isDone, long now) {
        move(id, isDone ? Progress.DONE : Progress.UNACKNOWLEDGED, now);
    }

    void acknowledged(MessageId id, long now) {
        move(id, Progress.DONE, now);
    }

    /** The client has refused it: its time begins anew. */
    void refused(MessageId id, long now) {
        move(id, Progress.UNACKNOWLEDGED, now);
    }

    private void move(MessageId id, Progress to, long now) {
        Given one = given.get(id);
        if (one != null && one.progress.compareTo(to) <= 0) {
            one.progress = to;
            one.since = now;
        }
    }

    /** Whether so many are outstanding that the inbox should be asked which of them have left it. */
    boolean wantsConfirmation() {
        return outstanding >= confirmAt;
    }

    boolean isFull() {
        return outstanding >= properties.outstanding();
    }

    /** The {@code seq} of all that may be in the inbox, by id. */
    Map<MessageId, Long> outstanding() {
        Map<MessageId, Long> seqs = new LinkedHashMap<>();
        given.forEach((id, one) -> {
            if (one.progress != Progress.GONE) {
                seqs.put(id, one.seq);
            }
        });
        return seqs;
    }

    /**
     * The inbox has been asked.
     *
     * @param asked what {@link #outstanding} gave before
     * @param remaining the {@code seq} of those that are in the inbox
     */
    Leftovers confirm(Collection<MessageId> asked, Set<Long> remaining, long now) {
        List<MessageId> unreported = new ArrayList<>();
        List<MessageId> expired = new ArrayList<>();
        List<MessageId> gone = new ArrayList<>();
        for (MessageId id : asked) {
            Given one = given.get(id);
            if (one == null || one.progress == Progress.GONE) {
                continue;
            }
            if (!remaining.contains(one.seq)) {
                gone.add(id);
                one.progress = Progress.GONE;
                one.since = now;
                outstanding--;
            } else if (isOver(one, Progress.DONE, properties.sweepAge(), now)) {
                one.since = now;
                unreported.add(id);
            } else if (isOver(one, Progress.UNACKNOWLEDGED, properties.ackTimeout(), now)) {
                given.remove(id);
                memory.release(ENTRY);
                outstanding--;
                expired.add(id);
            }
        }
        forgetOldest();
        // Never beyond the bound: a full subscription pauses, and only a confirmation can end its pause.
        confirmAt = Math.min(outstanding + properties.remembered(), properties.outstanding());
        return new Leftovers(unreported, expired, gone);
    }

    private static boolean isOver(Given one, Progress progress, Duration limit, long now) {
        return one.progress == progress && now - one.since >= limit.toNanos();
    }

    private void forgetOldest() {
        int gone = given.size() - outstanding;
        Iterator<Given> oldest = given.values().iterator();
        while (gone > properties.remembered() && oldest.hasNext()) {
            Given one = oldest.next();
            if (one.progress == Progress.GONE) {
                forget(one, oldest);
                gone--;
            }
        }
    }
}
