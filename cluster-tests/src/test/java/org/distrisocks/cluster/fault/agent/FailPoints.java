package org.distrisocks.cluster.fault.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What happens at the fail points of this pod. */
public final class FailPoints {

    /** As {@code kill -9}. */
    private static final int KILLED = 137;

    private static final Map<String, Order> ORDERS = new ConcurrentHashMap<>();

    private FailPoints() {}

    /** {@code LABEL:kill:NTH} or {@code LABEL:pause:NTH:MILLISECONDS}. */
    static void arm(String order) {
        String[] parts = order.split(":", -1);
        Duration pause = parts.length > 3 ? Duration.ofMillis(Long.parseLong(parts[3])) : Duration.ZERO;
        ORDERS.put(parts[0], new Order(Integer.parseInt(parts[2]), pause, new AtomicInteger()));
    }

    /** The pod has come to the fail point. Called by what the agent weaves in. */
    public static void hit(String label) {
        Order order = ORDERS.get(label);
        if (order == null) {
            return;
        }
        int hit = order.hits.incrementAndGet();
        if (order.pause.isZero()) {
            if (hit == order.nth) {
                Runtime.getRuntime().halt(KILLED);
            }
        } else if (hit >= order.nth) {
            park(order.pause);
        }
    }

    private static void park(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private record Order(int nth, Duration pause, AtomicInteger hits) {}
}
