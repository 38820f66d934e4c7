package org.distrisocks.identity;

/**
 * One life of a pod: its id and the epoch that grows at each start, written {@code distrisocks-0@1764000000000}.
 *
 * @param pod the pod
 * @param epoch greater than that of every earlier start of the same pod
 */
public record PodEpoch(PodId pod, long epoch) {

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws InvalidIdException if the text is not {@code pod@epoch}
     */
    public static PodEpoch parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidIdException("pod epoch", "must be written pod@epoch");
        }
        try {
            return new PodEpoch(new PodId(text.substring(0, at)), Long.parseLong(text, at + 1, text.length(), 10));
        } catch (NumberFormatException notANumber) {
            throw new InvalidIdException("pod epoch", "must be written pod@epoch with a whole number");
        }
    }

    @Override
    public String toString() {
        return pod.value() + '@' + epoch;
    }
}
