package org.distrisocks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.distrisocks.bench.BenchOptions.Scenario;
import org.distrisocks.bench.server.TargetName;
import org.distrisocks.cluster.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTests {

    @Test
    void measuresAllScenariosAsTheUsageSaysWithoutArguments() {
        BenchOptions options = BenchOptions.parse();

        assertThat(options.only()).containsExactly(Scenario.values());
        assertThat(options.targets())
                .contains(TargetName.DISTRISOCKS, TargetName.RABBITMQ)
                .doesNotContain(TargetName.ECHO);
        assertThat(Usage.of(BenchCommand.class, "bench"))
                .contains("(" + options.pods() + ")")
                .contains("(" + options.pairs() + ")")
                .contains("(" + options.size() + ")")
                .contains("(" + options.inFlight() + ")")
                .contains("(" + options.rate() + ")")
                .contains("(" + BenchOptions.parse("--growth").rate() + ")")
                .contains("(" + options.warmUp().toSeconds() + ")")
                .contains("(" + options.measured().toSeconds() + ")")
                .contains("(" + options.rounds() + ")");
    }

    @Test
    void takesEachOption() {
        BenchOptions options = BenchOptions.parse(
                ("--only=idle,full --pods 4 --pairs 50 --size 1000 --in-flight 8 --rate 400 --sessions 10 --warm-up 0"
                                + " --seconds 3 --rounds 5 --set a.b=c --profile --target echo,rabbitmq --growth"
                                + " --rows 1000")
                        .split(" "));

        assertThat(options.only()).containsExactly(Scenario.FULL, Scenario.IDLE);
        assertThat(options.pods()).isEqualTo(4);
        assertThat(options.pairs()).isEqualTo(50);
        assertThat(options.size()).isEqualTo(1000);
        assertThat(options.inFlight()).isEqualTo(8);
        assertThat(options.rate()).isEqualTo(400);
        assertThat(options.sessions()).isEqualTo(10);
        assertThat(options.warmUp()).isZero();
        assertThat(options.measured()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.settings()).containsEntry("a.b", "c").hasSize(1);
        assertThat(options.profile()).isTrue();
        assertThat(options.growth()).isTrue();
        assertThat(options.rows()).isEqualTo(1000);
        assertThat(options.targets()).containsExactly(TargetName.RABBITMQ, TargetName.ECHO);
    }

    /** A part of it must not overwrite what the whole has written into the docs. */
    @Test
    void isTheWholeWithoutAnythingLeftOut() {
        assertThat(BenchOptions.parse("--rounds=2", "--seconds=5").isWhole()).isTrue();
        assertThat(BenchOptions.parse("--target=distrisocks").isWhole()).isFalse();
        assertThat(BenchOptions.parse("--only=full,steps").isWhole()).isFalse();
        assertThat(BenchOptions.parse("--set", "a=b").isWhole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --pods=0          | --pods is 1 to 64, not 0
            --pairs=10001     | --pairs is 1 to 10000, not 10001
            --size=16385      | --size is 1 to 16384, not 16385
            --in-flight=0     | --in-flight is 1 to 1000, not 0
            --rate=fast       | --rate needs a whole number, not 'fast'
            --seconds=0       | --seconds is 1 to 3600, not 0
            --only=full,empty | --only knows no 'empty'
            --only=           | --only needs a value
            --target=other    | --target knows no 'other'
            --profile=yes     | --profile takes no value
            --set=server.port=1 | --set server.port differs from pod to pod: see --port and --pods
            --messages=5      | unknown option --messages
            """)
    void refusesWhatItDoesNotKnow(String argument, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchOptions.parse(argument))
                .withMessage(reason);
    }
}
