package org.distrisocks.delivery;

/**
 * Whose turn it is to read the inbox for one subscription: many may want it read, one reads, and reads again for whoever
 * wanted it meanwhile. Not safe for use by several threads.
 */
final class ReadingTurns {

    private boolean wanted;
    private boolean reading;
    private boolean ended;
    private int begun;

    /** True if nobody reads, so that the caller has to. */
    boolean want() {
        wanted = true;
        boolean isFirst = !reading;
        reading = true;
        return isFirst;
    }

    /** For who reads: once more after this. */
    void wantAgain() {
        wanted = true;
    }

    /** For who reads: whether to begin. If not, it is nobody's turn now. */
    boolean begin() {
        if (!wanted || ended) {
            reading = false;
            return false;
        }
        wanted = false;
        begun++;
        return true;
    }

    /** How many readings have begun. */
    int begun() {
        return begun;
    }

    /** No reading begins any more. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}
