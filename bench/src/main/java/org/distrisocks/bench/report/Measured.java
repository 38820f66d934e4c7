package org.distrisocks.bench.report;

import java.util.List;
import java.util.Set;

/**
 * What was measured of one server.
 *
 * @param title for people
 * @param parts what it consists of
 * @param figures by their names
 * @param steps from a small load to as much as goes through; may be empty
 * @param brokenLoads loads in which something was lost, doubled, disordered or refused
 */
public record Measured(String title, Set<String> parts, Figures figures, List<Step> steps, int brokenLoads) {

    /** The figure of messages a second when as many as possible go through. */
    public static final String FULL = "full: delivered/s";

    /** The figure of what a message costs then. */
    public static final String FULL_MICROS = "full: CPU of all servers, µs a message";

    /**
     * One load.
     *
     * @param perSecond messages delivered a second
     * @param p50 from SEND to MESSAGE, in milliseconds
     * @param p99 from SEND to MESSAGE, in milliseconds
     * @param micros of CPU of all servers, for each message
     */
    public record Step(double perSecond, double p50, double p99, double micros) {}
}
