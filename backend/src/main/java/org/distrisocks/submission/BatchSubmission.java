package org.distrisocks.submission;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.distrisocks.inbox.MessageStatus;
import org.distrisocks.inbox.MessageStore;
import org.distrisocks.inbox.NewMessage;
import org.distrisocks.inbox.StoreOutcome;
import org.distrisocks.inbox.StoreOutcome.ClientIdReused;
import org.distrisocks.inbox.StoreOutcome.Repeated;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.distrisocks.inbox.StoreOutcome.UnknownReceiver;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.distrisocks.routing.Outgoing;
import org.distrisocks.routing.Router;
import org.distrisocks.session.GatheredWrites;
import org.distrisocks.session.Problem;
import org.distrisocks.session.ProblemType;
import org.distrisocks.session.SessionRegistry;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Stores a batch, answers each message, and routes what is new. */
@Component
class BatchSubmission {

    private static final Logger log = LoggerFactory.getLogger(BatchSubmission.class);

    private final MessageStore store;
    private final Router router;
    private final SessionRegistry sessions;
    private final Counters counters;
    private final Timer toStored;
    private final DistributionSummary sizes;
    private final Trace trace;

    BatchSubmission(
            MessageStore store,
            Router router,
            SessionRegistry sessions,
            Counters counters,
            Measures measures,
            Trace trace) {
        this.store = store;
        this.router = router;
        this.sessions = sessions;
        this.counters = counters;
        this.toStored = measures.time(Measured.TO_STORED);
        this.sizes = measures.size(Measured.BATCH, "store");
        this.trace = trace;
    }

    void submit(List<Submission> batch) {
        List<StoreOutcome> outcomes;
        try {
            outcomes = store(batch);
        } catch (DataIntegrityViolationException oneIsBad) {
            submitHalves(batch, oneIsBad);
            return;
        } catch (DataAccessException | TransactionException unavailable) {
            log.warn("{} messages could not be stored: {}", batch.size(), unavailable.getMessage());
            batch.forEach(submission -> refuse(submission, ProblemType.STORAGE_UNAVAILABLE, "try again"));
            return;
        }
        if (isTogether(batch) && !outcomes.stream().allMatch(BatchSubmission::isTaken)) {
            refuseTogether(batch, outcomes);
            return;
        }
        List<Outgoing> fresh = new ArrayList<>(batch.size());
        GatheredWrites.during(() -> {
            for (int i = 0; i < batch.size(); i++) {
                answer(batch.get(i), outcomes.get(i), fresh);
            }
        });
        follow(fresh, batch.size());
        measure(fresh);
        router.route(fresh);
    }

    private void measure(List<Outgoing> fresh) {
        counters.add(Counted.STORED, fresh.size());
        sizes.record(fresh.size());
        Instant now = Instant.now();
        fresh.forEach(message -> Measures.since(toStored, message.messageId().madeAt(), now));
    }

    private void follow(List<Outgoing> fresh, int batch) {
        for (Outgoing message : fresh) {
            if (Trace.isAsked(message.userHeaders())) {
                trace.add(message.messageId(), Step.STORED, Map.of("batch", Integer.toString(batch)));
            }
        }
    }

    private List<StoreOutcome> store(List<Submission> batch) {
        List<NewMessage> messages = batch.stream().map(Submission::message).toList();
        return isTogether(batch) ? store.storeTogether(messages) : store.store(messages);
    }

    /** One message that the database refuses must not cost the others theirs. */
    private void submitHalves(List<Submission> batch, DataIntegrityViolationException cause) {
        if (batch.size() == 1 || isTogether(batch)) {
            log.warn("{} messages were refused by the database", batch.size(), cause);
            batch.forEach(submission -> refuse(submission, ProblemType.INVALID_MESSAGE, "the database refuses it"));
            return;
        }
        int half = batch.size() / 2;
        submit(batch.subList(0, half));
        submit(batch.subList(half, batch.size()));
    }

    private static boolean isTogether(List<Submission> batch) {
        return batch.getFirst().together();
    }

    private static boolean isTaken(StoreOutcome outcome) {
        return outcome instanceof Stored || outcome instanceof Repeated;
    }

    /** Nothing of the transaction is stored: those at fault are told why, the others that it was not they. */
    private void refuseTogether(List<Submission> batch, List<StoreOutcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            if (isTaken(outcomes.get(i))) {
                refuse(batch.get(i), ProblemType.TRANSACTION_REFUSED, "another message of the transaction is refused");
            } else {
                answer(batch.get(i), outcomes.get(i), new ArrayList<>());
            }
        }
    }

    private void answer(Submission submission, StoreOutcome outcome, List<Outgoing> fresh) {
        switch (outcome) {
            case Stored(StoredMessage message, long behind) -> {
                submission.stored(message);
                fresh.add(toOutgoing(message, behind, submission.originSession()));
            }
            case Repeated(StoredMessage message) -> submission.stored(message);
            case ClientIdReused _ ->
                refuse(submission, ProblemType.CLIENT_ID_REUSED, "client_id", "stands for another message already");
            case UnknownReceiver _ ->
                refuse(submission, ProblemType.UNKNOWN_RECEIVER, "receiver_id", "must be a user who exists");
        }
    }

    /** Whoever reads the receiver's frame reads it from the pod's topic, so it is SENT by then. */
    private Outgoing toOutgoing(StoredMessage message, long behind, String originSession) {
        int sendersSessions = sessions.sessionsOf(message.sender()).size();
        return new Outgoing(
                message.id(),
                message.sender(),
                message.receiver(),
                message.seq(),
                behind,
                message.userHeaders(),
                () -> message.body(MessageStatus.SENT),
                () -> message.body(MessageStatus.NONE),
                originSession,
                sendersSessions > (originSession.isEmpty() ? 0 : 1));
    }

    private static void refuse(Submission submission, ProblemType type, String field, String reason) {
        submission.refuse(Problem.of(type, field, reason, submission.message().clientId()));
    }

    private static void refuse(Submission submission, ProblemType type, String detail) {
        submission.refuse(new Problem(type, detail, submission.message().clientId(), List.of()));
    }
}
