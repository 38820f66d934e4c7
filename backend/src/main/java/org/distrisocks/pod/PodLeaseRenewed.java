package org.distrisocks.pod;

import org.distrisocks.identity.PodEpoch;

/** This pod's lease was found gone and has been written anew: whatever Redis knew of its users may be gone too. */
public record PodLeaseRenewed(PodEpoch pod) {}
