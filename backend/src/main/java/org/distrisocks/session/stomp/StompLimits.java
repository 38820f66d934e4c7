package org.distrisocks.session.stomp;

/**
 * What a peer may send at the most.
 *
 * @param frameOctets of a whole frame, 131,072 by default
 * @param headerOctets of one header line
 * @param headers in one frame
 */
public record StompLimits(int frameOctets, int headerOctets, int headers) {}
