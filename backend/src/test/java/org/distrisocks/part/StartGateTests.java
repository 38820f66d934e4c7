package org.distrisocks.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartGateTests {

    @Test
    void waitsUntilEachIsThereAndSaysForWhat(CapturedOutput output) throws Exception {
        ScriptedPart slow = new ScriptedPart("PostgreSQL", 2);
        ScriptedPart there = new ScriptedPart("Redis", 0);

        StartGate.await(List.of(slow, there), new StartupProperties(true, null));

        assertThat(slow.asked).hasValue(3);
        assertThat(there.asked).hasValue(1);
        assertThat(output)
                .containsOnlyOnce("waiting for PostgreSQL at somewhere: the deepest reason")
                .contains("PostgreSQL at somewhere is there")
                .doesNotContain("Redis");
    }

    @Test
    void givesUpAtTheLimit() {
        ScriptedPart never = new ScriptedPart("Kafka", Integer.MAX_VALUE);

        assertThatThrownBy(() -> StartGate.await(List.of(never), new StartupProperties(true, Duration.ofMillis(50))))
                .hasMessageContaining("distrisocks.startup.limit");
    }

    @Test
    void failsIfADependencyCannotEvenBeProbed() {
        ScriptedPart broken = new ScriptedPart("Kafka", 0) {
            @Override
            public void probe() {
                throw new NoClassDefFoundError("a/part/of/the/client");
            }
        };

        assertThatThrownBy(() -> StartGate.await(List.of(broken), new StartupProperties(true, null)))
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    private static class ScriptedPart implements Part {

        private final String name;
        private final int failures;
        private final AtomicInteger asked = new AtomicInteger();

        ScriptedPart(String name, int failures) {
            this.name = name;
            this.failures = failures;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String address() {
            return "somewhere";
        }

        @Override
        public String degrades() {
            return "nothing goes on";
        }

        @Override
        public void probe() {
            if (asked.getAndIncrement() < failures) {
                throw new IllegalStateException("outside", new IllegalStateException("the deepest\nreason"));
            }
        }
    }
}
