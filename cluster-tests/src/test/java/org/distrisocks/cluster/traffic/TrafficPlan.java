package org.distrisocks.cluster.traffic;

import java.io.IOException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.history.History;
import org.distrisocks.cluster.history.StoredRows;

/**
 * Who is to write to whom, and where they connect first; nobody is connected yet.
 *
 * @param people where new users come from
 * @param rows what was stored
 * @param urls of the pods, by their index, as clients reach them
 * @param pairs how many
 * @param window SENDs without a RECEIPT at which a sender waits
 * @param acknowledging whether receivers acknowledge each message by themselves
 * @param senderPod the first pod of the sender of that pair
 * @param receiverPod the first pod of the receiver of that pair
 */
public record TrafficPlan(
        TestPeople people,
        StoredRows rows,
        List<String> urls,
        int pairs,
        int window,
        boolean acknowledging,
        IntUnaryOperator senderPod,
        IntUnaryOperator receiverPod) {

    private static final int PAIRS = 10;
    private static final int WINDOW = 200;

    /** Ten pairs, each over two neighbouring pods. */
    public TrafficPlan(TestPeople people, StoredRows rows, List<String> urls) {
        this(people, rows, urls, PAIRS, WINDOW, false, pair -> pair % urls.size(), pair -> (pair + 1) % urls.size());
    }

    public TrafficPlan pairs(int count) {
        return new TrafficPlan(people, rows, urls, count, window, acknowledging, senderPod, receiverPod);
    }

    public TrafficPlan window(int count) {
        return new TrafficPlan(people, rows, urls, pairs, count, acknowledging, senderPod, receiverPod);
    }

    /** All senders begin on this pod. */
    public TrafficPlan from(int pod) {
        return new TrafficPlan(people, rows, urls, pairs, window, acknowledging, _ -> pod, receiverPod);
    }

    /** All receivers begin on this pod. */
    public TrafficPlan to(int pod) {
        return new TrafficPlan(people, rows, urls, pairs, window, acknowledging, senderPod, _ -> pod);
    }

    /** Receivers say of each message that they have it, instead of leaving that to the pod. */
    public TrafficPlan withAcks() {
        return new TrafficPlan(people, rows, urls, pairs, window, true, senderPod, receiverPod);
    }

    /** Nobody knows of the other pods. */
    public TrafficPlan reaching(List<String> those) {
        return new TrafficPlan(people, rows, those, pairs, window, acknowledging, senderPod, receiverPod);
    }

    /** Registers new users and connects them; returns when all have a session. */
    public Traffic start() {
        History history = new History();
        List<Traffic.Pair> made = IntStream.range(0, pairs)
                .parallel()
                .mapToObj(pair -> new Traffic.Pair(
                        client("writer", senderPod.applyAsInt(pair), history),
                        client("reader", receiverPod.applyAsInt(pair), history)))
                .toList();
        Traffic traffic = new Traffic(history, made, rows, window);
        try {
            traffic.awaitOpen();
            return traffic;
        } catch (RuntimeException notConnected) {
            traffic.close();
            throw notConnected;
        }
    }

    private GoodClient client(String name, int pod, History history) {
        try {
            String user = people.register(name);
            GoodClient.Login login = new GoodClient.Login(user, TestPeople.PASSWORD, people.token(user));
            return new GoodClient(login, urls, pod, acknowledging, history::add);
        } catch (IOException refused) {
            throw new IllegalStateException("no new user", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no new user", interrupted);
        }
    }
}
