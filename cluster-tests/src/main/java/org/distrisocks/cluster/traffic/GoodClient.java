package org.distrisocks.cluster.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.client.SendProblem;
import org.distrisocks.cluster.client.StatusTick;
import org.distrisocks.cluster.client.StompErrorException;
import org.distrisocks.cluster.history.Event;
import org.jspecify.annotations.Nullable;

/**
 * One user with one connection, by a client as it should be: it keeps what has no RECEIPT, sends it again under the same
 * client id after a reconnect or a {@code storage-unavailable}, and reconnects to the next pod with jitter. It tells
 * all that it does and sees.
 */
public final class GoodClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int JITTER_MS = 400;
    private static final int STORAGE_UNAVAILABLE = 503;

    private final Login login;
    private final List<String> urls;
    private final boolean acknowledges;
    private final Consumer<Event> log;
    private final Map<String, Outgoing> pending = new LinkedHashMap<>();
    private final List<ChatMessage> early = new ArrayList<>();
    private final CompletableFuture<Void> firstOpen = new CompletableFuture<>();
    private final Thread connector;
    private @Nullable ChatClient live;
    private boolean holding;
    private volatile boolean closed;
    private volatile int next;
    private volatile int sessions;
    private volatile @Nullable RuntimeException obstacle;

    /**
     * Who connects.
     *
     * @param token a bearer token; where a pod does not take it, the passcode is used
     */
    public record Login(String user, String passcode, String token) {

        Map<String, String> bearer() {
            return Map.of("Authorization", "Bearer " + token);
        }

        Map<String, String> password() {
            return Map.of("login", user, "passcode", passcode);
        }
    }

    private record Outgoing(String token, String receiver) {}

    /**
     * Begins to connect and does not wait.
     *
     * @param urls of the pods, as {@code ws://localhost:8080/ws}
     * @param first the index of the one to begin with
     * @param acknowledges whether it says of each message that it has it, instead of leaving that to the pod
     * @param log is told each {@link Event}, by any thread
     */
    public GoodClient(Login login, List<String> urls, int first, boolean acknowledges, Consumer<Event> log) {
        this.login = login;
        this.urls = List.copyOf(urls);
        this.next = first;
        this.acknowledges = acknowledges;
        this.log = log;
        // A platform thread: on two cores, virtual ones that wait for the loading of one class hold all carriers.
        this.connector = Thread.ofPlatform().daemon().name(login.user()).start(this::stayConnected);
    }

    public String user() {
        return login.user();
    }

    /**
     * Waits for the first session.
     *
     * @throws IllegalStateException if there is none within 60 s, with what stood in the way at last
     */
    public void awaitOpen() {
        try {
            firstOpen.orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException tooLate) {
            throw new IllegalStateException("no session of " + this, obstacle == null ? tooLate : obstacle);
        }
    }

    /** Sends now, or as soon as there is a session; what is sent first is sent again first. */
    public synchronized void send(String token, String receiver, long number) {
        log.accept(new Event.Sent(System.nanoTime(), token, user(), receiver, number));
        Outgoing message = new Outgoing(token, receiver);
        pending.put(token, message);
        if (live != null && !holding) {
            transmit(live, message);
        }
    }

    /** How many have no RECEIPT yet. */
    public synchronized int pending() {
        return pending.size();
    }

    public synchronized boolean isConnected() {
        return live != null;
    }

    /** For example {@code writer-1a2b3c4d#2 on ws://localhost:8080/ws, 3 without RECEIPT}. */
    @Override
    public synchronized String toString() {
        return "%s#%d %s %s, %d without RECEIPT"
                .formatted(user(), sessions, live == null ? "off" : "on", urls.get(next), pending.size());
    }

    /** Ends for good. */
    @Override
    public void close() {
        closed = true;
        connector.interrupt();
        ChatClient last;
        synchronized (this) {
            last = live;
            live = null;
        }
        if (last != null) {
            closeQuietly(last);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    private void stayConnected() {
        boolean withPassword = false;
        while (!closed) {
            String url = urls.get(next);
            String session = user() + "#" + ++sessions;
            try {
                Map<String, String> headers = withPassword ? login.password() : login.bearer();
                ChatClient client = ChatClient.connect(
                        url, headers, acknowledges ? "client-individual" : "auto", new Recorder(session), PATIENCE);
                opened(client, session, url);
                client.closed().join();
                log.accept(new Event.Closed(System.nanoTime(), session));
            } catch (StompErrorException refused) {
                obstacle = refused;
                withPassword = true;
            } catch (RuntimeException notConnected) {
                obstacle = notConnected;
            }
            synchronized (this) {
                live = null;
                early.clear();
            }
            next = (next + 1) % urls.size();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                    50 + ThreadLocalRandom.current().nextInt(JITTER_MS)));
        }
    }

    private synchronized void opened(ChatClient client, String session, String url) {
        if (closed) {
            closeQuietly(client);
            return;
        }
        log.accept(new Event.Opened(System.nanoTime(), session, user(), url));
        live = client;
        List.copyOf(early).forEach(this::acknowledge);
        early.clear();
        sendAgain();
        firstOpen.complete(null);
    }

    private synchronized void sendAgain() {
        holding = false;
        if (live != null) {
            for (Outgoing message : List.copyOf(pending.values())) {
                log.accept(new Event.SentAgain(System.nanoTime(), message.token));
                transmit(live, message);
            }
        }
    }

    private void transmit(ChatClient client, Outgoing message) {
        try {
            var _ = client.send(message.token, message.receiver, message.token)
                    .receipt()
                    .thenRun(() -> acknowledged(message.token));
        } catch (RuntimeException closing) {
            // It is pending and goes out with the next session.
        }
    }

    private synchronized void acknowledged(String token) {
        log.accept(new Event.Receipted(System.nanoTime(), token));
        pending.remove(token);
    }

    private synchronized void refused(SendProblem problem) {
        String token = problem.clientId();
        log.accept(new Event.Refused(System.nanoTime(), token == null ? "?" : token, problem.type()));
        if (problem.status() != STORAGE_UNAVAILABLE) {
            pending.remove(token);
        } else if (!holding) {
            holding = true;
            long pause = 300L + ThreadLocalRandom.current().nextInt(JITTER_MS);
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::sendAgain);
        }
    }

    /** What comes before {@link #opened} waits for that: else it would come again only after the pod's ack-timeout. */
    private synchronized void acknowledge(ChatMessage message) {
        if (live == null) {
            early.add(message);
            return;
        }
        try {
            var _ = live.ack(message);
        } catch (RuntimeException closing) {
            // It comes again.
        }
    }

    private static void closeQuietly(ChatClient client) {
        try {
            client.close();
        } catch (RuntimeException gone) {
            // Then it is closed.
        }
    }

    private final class Recorder implements ChatClient.Listener {

        private final String session;

        private Recorder(String session) {
            this.session = session;
        }

        @Override
        public void message(ChatMessage message) {
            // Not the copies of what another device of this user has sent.
            if (!message.senderId().equals(user())) {
                log.accept(new Event.Seen(
                        System.nanoTime(),
                        session,
                        user(),
                        message.messageId(),
                        message.payload(),
                        message.redelivered()));
                if (acknowledges) {
                    acknowledge(message);
                }
            }
        }

        @Override
        public void tick(StatusTick tick) {
            log.accept(new Event.Ticked(System.nanoTime(), session, tick.messageId(), tick.status()));
        }

        @Override
        public void problem(SendProblem problem) {
            refused(problem);
        }
    }
}
