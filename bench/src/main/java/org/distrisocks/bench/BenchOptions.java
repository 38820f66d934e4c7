package org.distrisocks.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.distrisocks.cluster.Arguments;

/**
 * The arguments of {@code ./run bench}.
 *
 * @param only what is measured
 * @param pods 1 to 64
 * @param pairs 1 to 10,000
 * @param size of a payload in octets, 1 to 16,384
 * @param inFlight of each pair in {@link Scenario#FULL}, 1 to 1,000
 * @param rate messages a second in {@link Scenario#RATE}, 1 to 100,000
 * @param sessions in {@link Scenario#IDLE}, 1 to 100,000
 * @param warmUp of full load before the first round; none if it is 0
 * @param measured each load for so long
 * @param rounds 1 to 100
 * @param settings properties for every pod
 * @param profile whether Flight Recorder looks at each pod
 * @param target what is measured
 * @param help only tell how to use it
 */
record BenchOptions(
        Set<Scenario> only,
        int pods,
        int pairs,
        int size,
        int inFlight,
        int rate,
        int sessions,
        Duration warmUp,
        Duration measured,
        int rounds,
        Map<String, String> settings,
        boolean profile,
        TargetName target,
        boolean help) {

    /** What can be measured, in the order in which it is. */
    enum Scenario {
        FULL,
        RATE,
        SINGLE,
        IDLE
    }

    /** Servers that can be measured. */
    enum TargetName {
        DISTRISOCKS,
        ECHO
    }

    /**
     * Reads {@code --name value} and {@code --name=value}.
     *
     * @throws IllegalArgumentException if an argument is unknown or wrong; the message names it
     */
    static BenchOptions parse(String... args) {
        Set<Scenario> only = EnumSet.allOf(Scenario.class);
        int pods = 2;
        int pairs = 100;
        int size = 200;
        int inFlight = 32;
        int rate = 2000;
        int sessions = 2000;
        int warmUp = 20;
        int seconds = 10;
        int rounds = 1;
        Map<String, String> settings = new LinkedHashMap<>();
        boolean profile = false;
        TargetName target = TargetName.DISTRISOCKS;
        boolean help = false;
        Arguments left = new Arguments(args);
        while (left.next() instanceof String name) {
            switch (name) {
                case "--only" -> only = scenarios(left.value());
                case "--pods" -> pods = number(left, name, 1, 64);
                case "--pairs" -> pairs = number(left, name, 1, 10_000);
                case "--size" -> size = number(left, name, 1, 16_384);
                case "--in-flight" -> inFlight = number(left, name, 1, 1_000);
                case "--rate" -> rate = number(left, name, 1, 100_000);
                case "--sessions" -> sessions = number(left, name, 1, 100_000);
                case "--warm-up" -> warmUp = number(left, name, 0, 3_600);
                case "--seconds" -> seconds = number(left, name, 1, 3_600);
                case "--rounds" -> rounds = number(left, name, 1, 100);
                case "--set" -> left.setting(settings);
                case "--profile" -> profile = true;
                case "--target" -> target = oneOf(TargetName.class, name, left.value());
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        return new BenchOptions(
                only,
                pods,
                pairs,
                size,
                inFlight,
                rate,
                sessions,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                rounds,
                Map.copyOf(settings),
                profile,
                target,
                help);
    }

    private static int number(Arguments left, String name, int least, int most) {
        int number = left.wholeNumber();
        if (number < least || number > most) {
            throw new IllegalArgumentException("%s is %d to %d, not %d".formatted(name, least, most, number));
        }
        return number;
    }

    private static Set<Scenario> scenarios(String names) {
        Set<Scenario> only = EnumSet.noneOf(Scenario.class);
        for (String name : names.split(",")) {
            only.add(oneOf(Scenario.class, "--only", name));
        }
        return only;
    }

    private static <E extends Enum<E>> E oneOf(Class<E> kind, String option, String name) {
        for (E value : kind.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(option + " knows no '" + name + "'");
    }
}
