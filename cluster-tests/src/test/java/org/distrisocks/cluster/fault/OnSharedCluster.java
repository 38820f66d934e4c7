package org.distrisocks.cluster.fault;

import org.distrisocks.cluster.PerJvm;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all fault tests one cluster of three pods, which is whole again before each test, and prints what each test
 * took.
 */
final class OnSharedCluster implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(OnSharedCluster.class);
    private static final int PODS = 3;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultCluster.class;
    }

    @Override
    public FaultCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("begin", System.nanoTime());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        long ended = System.nanoTime();
        PerJvm.find(FaultCluster.class).ifPresent(FaultCluster::heal);
        Long begin = context.getStore(NAMESPACE).get("begin", Long.class);
        System.out.printf(
                "%s: %.1f s, then %.1f s to heal%n",
                context.getDisplayName(), begin == null ? 0 : (ended - begin) / 1e9, (System.nanoTime() - ended) / 1e9);
    }

    private static FaultCluster cluster() {
        return PerJvm.get(FaultCluster.class, () -> FaultCluster.start(PODS));
    }
}
