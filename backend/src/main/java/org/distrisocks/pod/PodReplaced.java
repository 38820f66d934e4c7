package org.distrisocks.pod;

import org.distrisocks.identity.PodEpoch;

/** Another process has been started under this pod's id, and holds its lease or reads its topic: this one must go. */
public record PodReplaced(PodEpoch pod) {}
