package org.distrisocks.pod;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends the process of a pod that has been replaced, in good order: its sessions are sent away first. */
@Component
class ReplacedPod {

    private static final Logger log = LoggerFactory.getLogger(ReplacedPod.class);
    private static final int EXIT_CODE = 1;

    private final AtomicBoolean ending = new AtomicBoolean();

    /** Not on the thread that tells of it, which the exit would wait for. */
    @EventListener
    void on(PodReplaced replaced) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        log.error("pod {} has been replaced by another process", replaced.pod());
        Thread.ofPlatform().daemon().name("replaced-pod").start(() -> System.exit(EXIT_CODE));
    }
}
