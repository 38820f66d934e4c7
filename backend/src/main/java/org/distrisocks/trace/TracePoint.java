package org.distrisocks.trace;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that a pod has seen of a message.
 *
 * @param pod the id of the pod that tells
 * @param at by that pod's clock
 * @param details as {@link Step} names them
 */
public record TracePoint(Step step, String pod, Instant at, Map<String, String> details) {}
