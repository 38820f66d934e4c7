package org.distrisocks.cluster;

import java.util.Map;
import org.distrisocks.cluster.demo.Demo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that leave the pods as they find them one cluster of two for all: the start of a pod is dear. Its users may
 * send ten thousand messages at once.
 */
public final class SharedCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return PerJvm.get(WithDemo.class, WithDemo::start).cluster;
    }

    /** As {@code ./run} has it, with the demo panel. */
    private record WithDemo(Demo demo, Cluster cluster) implements AutoCloseable {

        static WithDemo start() {
            ProjectLayout layout = ProjectLayout.find();
            Demo demo = Demo.open(ClusterOptions.testFolder().resolve("demo"), layout.clusterPage());
            ClusterOptions options = ClusterOptions.ofPods(2).with("distrisocks.limits.send-burst", "20000");
            for (Map.Entry<String, String> setting : demo.settings().entrySet()) {
                options = options.with(setting.getKey(), setting.getValue());
            }
            Cluster cluster = Cluster.start(options);
            demo.begin(cluster.pods(), System.out::println);
            return new WithDemo(demo, cluster);
        }

        @Override
        public void close() {
            demo.close();
            cluster.close();
        }
    }
}
