package org.distrisocks.bench.floor;

/**
 * What one part takes for one record, row or message, in microseconds of CPU.
 *
 * @param name with what was done
 * @param server of the part itself
 * @param client of who uses it
 * @param perSecond how many went through
 */
public record Floor(String name, double server, double client, double perSecond) {

    public double sum() {
        return server + client;
    }
}
