package org.distrisocks.devservices.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdentityTests {

    @Test
    void isTheSameEachTimeItIsRead() {
        ProcessIdentity self = ProcessIdentity.self();

        assertThat(ProcessIdentity.parse(self.toString())).isEqualTo(self);
        assertThat(self.isAlive()).isTrue();
    }

    @Test
    void endsTheProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

        assertThat(identity.end(Duration.ofSeconds(5))).isTrue();

        assertThat(process.waitFor()).isNotZero();
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void killsWhatDoesNotListen() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "trap '' TERM; echo deaf; sleep 60").start();
        assertThat(process.inputReader().readLine()).isEqualTo("deaf");
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

        assertThat(identity.end(Duration.ofMillis(200))).isTrue();

        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void sparesALaterProcessWithTheSamePid() throws Exception {
        Process later = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity earlier = new ProcessIdentity(later.pid(), "earlier");

            assertThat(earlier.isAlive()).isFalse();
            assertThat(earlier.end(Duration.ofSeconds(1))).isTrue();
            assertThat(later.isAlive()).isTrue();
        } finally {
            later.destroyForcibly().waitFor();
        }
    }
}
