package org.distrisocks.cluster.thirdparty;

/**
 * A step that a client has taken, or has failed to take.
 *
 * @param saw what it saw, in words
 */
record Seen(Step step, boolean ok, String saw) {}
