package org.distrisocks.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param least the value at its begin, above 0
 * @param greatest the value at its end, above the least
 */
record LogAxis(double least, double greatest) {

    /** The steps 1, 2, 5, 10 … that hold all values; those that are 0 or less do not count. */
    static LogAxis around(List<Double> values) {
        List<Double> shown = values.stream().filter(value -> value > 0).sorted().toList();
        if (shown.isEmpty()) {
            return new LogAxis(1, 10);
        }
        double least = step(shown.getFirst(), false);
        double greatest = step(shown.getLast(), true);
        return new LogAxis(least, greatest > least ? greatest : least * 10);
    }

    /** 0 at the begin, 1 at the end. */
    double share(double value) {
        return Math.log(Math.max(value, least) / least) / Math.log(greatest / least);
    }

    /** 1, 2, 5, 10 … within it. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(least)); Math.pow(10, power) <= greatest * 1.001; power++) {
            for (int digit : new int[] {1, 2, 5}) {
                double tick = digit * Math.pow(10, power);
                if (tick >= least * 0.999 && tick <= greatest * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static double step(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digits = value / power;
        double digit = up
                ? digits <= 1.001 ? 1 : digits <= 2.001 ? 2 : digits <= 5.001 ? 5 : 10
                : digits >= 4.999 ? 5 : digits >= 1.999 ? 2 : 1;
        return digit * power;
    }
}
