package org.distrisocks.cluster;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that leave the pods alone one cluster of two for all of them: the start of a pod is dear. Its users may send
 * ten thousand messages at once.
 */
final class SharedCluster implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCluster.class);

    private static final ClusterOptions PATIENT =
            ClusterOptions.ofPods(2).with("distrisocks.limits.send-burst", "20000");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    /** JUnit closes what is {@link AutoCloseable} in the root's store when all tests have run. */
    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Cluster.class, type -> Cluster.start(PATIENT), Cluster.class);
    }
}
