package org.distrisocks.pod;

import org.distrisocks.identity.PodEpoch;

/** Another process has been started under this pod's id and holds the lease: this one must go. */
public record PodReplaced(PodEpoch pod) {}
