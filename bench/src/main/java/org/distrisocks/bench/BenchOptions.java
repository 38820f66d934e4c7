package org.distrisocks.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.distrisocks.bench.server.TargetName;
import org.distrisocks.cluster.Arguments;

/**
 * The arguments of {@code ./run bench}.
 *
 * @param only what is measured
 * @param pods 1 to 64
 * @param pairs 1 to 10,000
 * @param size of a payload in octets, 1 to 16,384
 * @param inFlight of each pair in {@link Scenario#FULL}, 1 to 1,000
 * @param rate messages a second in {@link Scenario#RATE} and with {@code growth}, 1 to 100,000
 * @param sessions in {@link Scenario#IDLE}, 1 to 100,000
 * @param warmUp before the first round, half in full and half at the rate; at most 20 s for a server that is not on a JVM,
 *     none if it is 0
 * @param measured each load for so long
 * @param rounds 1 to 100
 * @param settings properties for every pod
 * @param profile whether Flight Recorder looks at each pod
 * @param targets what is measured
 * @param growth whether growth is measured instead
 * @param rows in {@code messages} for that, 1 to 100,000,000
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
        Set<TargetName> targets,
        boolean growth,
        int rows,
        boolean help) {

    /** What can be measured, in the order in which it is. */
    enum Scenario {
        FULL,
        RATE,
        SINGLE,
        IDLE,
        STEPS,
        FLOORS
    }

    private static final int RATE = 2_000;

    /** A machine that holds eight pods can take so many. */
    private static final int GROWTH_RATE = 500;

    /** What is compared if nothing else is said: all but what is a part of the benchmark itself. */
    static final Set<TargetName> COMPARED = EnumSet.complementOf(EnumSet.of(TargetName.ECHO));

    /** Whether this is the whole comparison, whose results go into the docs. */
    boolean isWhole() {
        return only.equals(EnumSet.allOf(Scenario.class)) && targets.equals(COMPARED) && settings.isEmpty() && !profile;
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
        OptionalInt rate = OptionalInt.empty();
        int sessions = 2000;
        int warmUp = 100;
        int seconds = 6;
        int rounds = 2;
        Map<String, String> settings = new LinkedHashMap<>();
        boolean profile = false;
        Set<TargetName> targets = COMPARED;
        boolean growth = false;
        int rows = 10_000_000;
        boolean help = false;
        Arguments left = new Arguments(args);
        while (left.next() instanceof String name) {
            switch (name) {
                case "--only" -> only = someOf(Scenario.class, name, left.value());
                case "--pods" -> pods = number(left, name, 1, 64);
                case "--pairs" -> pairs = number(left, name, 1, 10_000);
                case "--size" -> size = number(left, name, 1, 16_384);
                case "--in-flight" -> inFlight = number(left, name, 1, 1_000);
                case "--rate" -> rate = OptionalInt.of(number(left, name, 1, 100_000));
                case "--sessions" -> sessions = number(left, name, 1, 100_000);
                case "--warm-up" -> warmUp = number(left, name, 0, 3_600);
                case "--seconds" -> seconds = number(left, name, 1, 3_600);
                case "--rounds" -> rounds = number(left, name, 1, 100);
                case "--set" -> left.setting(settings);
                case "--profile" -> profile = true;
                case "--target" -> targets = someOf(TargetName.class, name, left.value());
                case "--growth" -> growth = true;
                case "--rows" -> rows = number(left, name, 1, 100_000_000);
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
                rate.orElse(growth ? GROWTH_RATE : RATE),
                sessions,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                rounds,
                Map.copyOf(settings),
                profile,
                targets,
                growth,
                rows,
                help);
    }

    private static int number(Arguments left, String name, int least, int most) {
        int number = left.wholeNumber();
        if (number < least || number > most) {
            throw new IllegalArgumentException("%s is %d to %d, not %d".formatted(name, least, most, number));
        }
        return number;
    }

    private static <E extends Enum<E>> Set<E> someOf(Class<E> kind, String option, String names) {
        Set<E> some = EnumSet.noneOf(kind);
        for (String name : names.split(",", -1)) {
            some.add(oneOf(kind, option, name));
        }
        return some;
    }

    private static <E extends Enum<E>> E oneOf(Class<E> kind, String option, String name) {
        for (E value : kind.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(option + " knows no '" + name + "'");
    }
}
