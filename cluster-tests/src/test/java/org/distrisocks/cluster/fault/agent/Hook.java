package org.distrisocks.cluster.fault.agent;

import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.distrisocks.cluster.pod.PodProcess;

/**
 * What {@link FaultAgent} puts into the code of a running pod, until {@link #removeAll()} or the end of its process.
 *
 * @param orders see there
 */
public record Hook(String orders) {

    private static final String NOTHING = "";

    /** Processes that have hooks. */
    private static final Set<Long> HOOKED = ConcurrentHashMap.newKeySet();

    /** This and another one. */
    public Hook and(Hook other) {
        return new Hook(orders + ',' + other.orders);
    }

    /**
     * Puts it into the pod's code, in place of what was there before.
     *
     * @throws IllegalStateException if it matches no method, as the pod's log tells, or the pod does not run
     */
    public void into(PodProcess pod) {
        long pid = pod.pid();
        HOOKED.add(pid);
        load(pid, orders);
    }

    /** Whatever pods run goes on with its own code. */
    public static void removeAll() {
        HOOKED.removeIf(pid -> {
            if (ProcessHandle.of(pid).isPresent()) {
                load(pid, NOTHING);
            }
            return true;
        });
    }

    private static void load(long pid, String orders) {
        try {
            VirtualMachine pod = attach(pid);
            try {
                pod.loadAgent(AgentJar.file().toString(), orders);
            } finally {
                pod.detach();
            }
        } catch (IOException | AgentLoadException | AgentInitializationException notWoven) {
            throw new IllegalStateException("process " + pid + " does not take the hook " + orders, notWoven);
        }
    }

    /** A JVM that has just been launched is not ready for this. */
    private static VirtualMachine attach(long pid) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreException(AttachNotSupportedException.class)
                .until(() -> VirtualMachine.attach(Long.toString(pid)), Objects::nonNull);
    }
}
