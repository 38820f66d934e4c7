package org.distrisocks.pod;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends the process of a pod that has been replaced, in good order: its sessions are sent away first. */
@Component
class ReplacedPod {

    private static final int EXIT_CODE = 1;

    /** Not on the thread that tells of it, which the exit would wait for. */
    @EventListener
    void on(PodReplaced replaced) {
        Thread.ofPlatform().daemon().name("replaced-pod").start(() -> System.exit(EXIT_CODE));
    }
}
