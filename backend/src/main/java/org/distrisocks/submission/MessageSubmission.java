package org.distrisocks.submission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.NewMessage;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.limit.Limit;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.limit.PodMemory;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.distrisocks.schedule.Lane;
import org.distrisocks.schedule.Lane.BatchLimit;
import org.distrisocks.schedule.Pace;
import org.distrisocks.session.Problem;
import org.distrisocks.session.ProblemType;
import org.distrisocks.session.SendFrame;
import org.distrisocks.session.SendReceiver;
import org.distrisocks.session.SessionRegistry;
import org.distrisocks.submission.ParsedSend.Invalid;
import org.distrisocks.submission.ParsedSend.Valid;
import org.distrisocks.tracing.MessageSpans;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Checks what users send and puts it into the lane of its sender. */
@Component
class MessageSubmission implements SendReceiver, SmartLifecycle {

    /** For how long a message waits for room in the memory of its sender. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Is notified when a batch has left the lanes. */
    private final Object stored = new Object();

    private final SendParser parser;
    private final SendRate rate;
    private final SessionRegistry sessions;
    private final Counters counters;
    private final MessageSpans spans;
    private final PodMemory memory;
    private final BatchSubmission batches;
    private final List<Lane<Submission>> lanes;
    private volatile boolean running;

    MessageSubmission(
            SendParser parser,
            SendRate rate,
            BatchSubmission batches,
            SessionRegistry sessions,
            SubmissionProperties properties,
            Counters counters,
            Measures measures,
            MessageSpans spans,
            PodMemory memory) {
        this.parser = parser;
        this.rate = rate;
        this.sessions = sessions;
        this.counters = counters;
        this.spans = spans;
        this.memory = memory;
        this.batches = batches;
        BatchLimit<Submission> limit = new BatchLimit<>(
                properties.maxBatch(), properties.maxBatchSize().toBytes(), Submission::heldBytes);
        Pace pace = new Pace(properties.pace());
        this.lanes = IntStream.range(0, properties.lanes())
                .mapToObj(i -> new Lane<>("submission-" + i, properties.laneCapacity(), limit, pace, this::submit))
                .toList();
        for (int i = 0; i < lanes.size(); i++) {
            measures.gauge(Measured.WAITING, Integer.toString(i), lanes.get(i), Lane::waiting);
        }
    }

    @Override
    public boolean allows(UserId user) {
        return rate.allows(user, 1);
    }

    @Override
    public void refuse(List<SendFrame> frames, ProblemType reason) {
        frames.forEach(frame -> {
            String clientId = SendParser.clientId(frame.body());
            refuse(
                    frame,
                    reason == ProblemType.TOO_FAST
                            ? rate.problem(clientId)
                            : new Problem(
                                    reason, "another message of the transaction was refused", clientId, List.of()));
        });
    }

    @Override
    public void receive(List<SendFrame> frames) {
        MemoryBudget budget = frames.getFirst().session().memory().within();
        List<Submission> group = new ArrayList<>(frames.size());
        List<Problem> problems = new ArrayList<>();
        List<SendFrame> invalid = new ArrayList<>();
        for (SendFrame frame : frames) {
            switch (parser.parse(frame.session().user(), frame.headers(), frame.body())) {
                case Valid(NewMessage message) ->
                    group.add(new Submission(
                                    message, frame.session().id().value(), frames.size() > 1, budget, answer(frame))
                            .traced(spans));
                case Invalid(Problem problem) -> {
                    problems.add(problem);
                    invalid.add(frame);
                }
            }
        }
        if (problems.isEmpty()) {
            put(frames.getFirst().session().user(), group);
            return;
        }
        refuse(invalid.getFirst(), problems.getFirst());
        invalid.stream().skip(1).forEach(SendFrame::drop);
        refuse(group, ProblemType.TRANSACTION_REFUSED, problems.getFirst().detail());
    }

    /** As {@link #receive}, for a message that came over REST. */
    void receive(UserId sender, byte[] body, Submission.Answer answer) {
        if (!rate.allows(sender, 1)) {
            Problem problem = rate.problem(SendParser.clientId(body));
            count(problem);
            answer.refused(problem);
            return;
        }
        switch (parser.parse(sender, Map.of(), body)) {
            case Valid(NewMessage message) ->
                put(
                        sender,
                        List.of(new Submission(message, "", false, memory.ofUser(sender), new Submission.Answer() {
                                    @Override
                                    public void stored(StoredMessage stored) {
                                        tick(stored);
                                        answer.stored(stored);
                                    }

                                    @Override
                                    public void refused(Problem problem) {
                                        count(problem);
                                        answer.refused(problem);
                                    }
                                })
                                .traced(spans)));
            case Invalid(Problem problem) -> {
                count(problem);
                answer.refused(problem);
            }
        }
    }

    /** Keeps no body: a message that waits holds what is stored of it alone. */
    private Submission.Answer answer(SendFrame received) {
        SendFrame frame = received.withoutBody();
        return new Submission.Answer() {
            @Override
            public void stored(StoredMessage message) {
                tick(message);
                frame.stored().run();
            }

            @Override
            public void refused(Problem problem) {
                refuse(frame, problem);
            }
        };
    }

    private void refuse(SendFrame frame, Problem problem) {
        count(problem);
        frame.refuse(problem);
    }

    private void count(Problem problem) {
        counters.add(Counted.REFUSED, problem.type(), 1);
    }

    /** The tick of the commit goes to the sender's devices on this pod at once; others learn of it with their copy. */
    private void tick(StoredMessage message) {
        byte[] body = message.tick().body();
        int rank = message.status().code();
        sessions.sessionsOf(message.sender()).forEach(session -> session.tick(message.id(), rank, body));
    }

    /** What waits in the lane is its sender's, who may leave and come again meanwhile: not the session's. */
    private void put(UserId sender, List<Submission> group) {
        MemoryBudget budget = group.getFirst().memory();
        long bytes = heldBytes(group);
        try {
            Optional<Limit> full = reserve(budget, bytes);
            if (full.isPresent()) {
                refuse(
                        group,
                        ProblemType.TOO_FAST,
                        "what waits to be stored exceeds " + full.get().property());
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            refuse(group, ProblemType.STORAGE_UNAVAILABLE, "the pod stops, try again");
            return;
        }
        try {
            lanes.get(Math.floorMod(sender.hashCode(), lanes.size())).put(group);
            counters.add(Counted.ACCEPTED, group.size());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            budget.release(bytes);
            refuse(group, ProblemType.STORAGE_UNAVAILABLE, "the pod stops, try again");
        }
    }

    /** Waits for batches to be stored while there is no room: whoever sends too much is not read from meanwhile. */
    private Optional<Limit> reserve(MemoryBudget budget, long bytes) throws InterruptedException {
        Optional<Limit> full = tryToReserve(budget, bytes);
        if (full.isEmpty()) {
            return full;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (stored) {
            full = tryToReserve(budget, bytes);
            for (long left = PATIENCE.toNanos(); full.isPresent() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(stored, left);
                full = tryToReserve(budget, bytes);
            }
        }
        return full;
    }

    /** A quarter is left to the frames that are read meanwhile. */
    private static Optional<Limit> tryToReserve(MemoryBudget budget, long bytes) {
        return budget.isTight() ? Optional.of(Limit.USER_MEMORY) : budget.reserve(bytes);
    }

    private void submit(List<Submission> batch) {
        try {
            batches.submit(batch);
        } finally {
            batch.forEach(submission -> submission.memory().release(submission.heldBytes()));
            synchronized (stored) {
                stored.notifyAll();
            }
        }
    }

    private static long heldBytes(List<Submission> group) {
        return group.stream().mapToLong(Submission::heldBytes).sum();
    }

    private static void refuse(List<Submission> group, ProblemType type, String detail) {
        group.forEach(submission -> submission
                .answer()
                .refused(new Problem(type, detail, submission.message().clientId(), List.of())));
    }

    @Override
    public void start() {
        running = true;
    }

    /** What has been taken is stored and answered before the pod goes on to stop. */
    @Override
    public void stop() {
        running = false;
        for (Lane<Submission> lane : lanes) {
            try {
                lane.close();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** On a thread of its own, for a store that does not answer must not hold up the stop of all that comes after it. */
    @Override
    public void stop(Runnable stopped) {
        Thread.ofPlatform().daemon().name("submission-stop").start(() -> {
            stop();
            stopped.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the endpoint, which puts in no more then, and before what batches need: Redis and Kafka's producers. */
    @Override
    public int getPhase() {
        return 1000;
    }
}
