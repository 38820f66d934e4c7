package org.distrisocks;

/** One whole pod on real services, shared by all tests that extend this; each makes users of its own. */
public abstract class RealPod extends SinglePod implements OnRealServices {}
