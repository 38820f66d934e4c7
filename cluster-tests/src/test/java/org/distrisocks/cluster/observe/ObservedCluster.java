package org.distrisocks.cluster.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.ClusterOptions;
import org.distrisocks.cluster.PerJvm;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Two pods that trace every message and write their log as JSON, for all tests of this package. */
public final class ObservedCluster implements ParameterResolver {

    /** What a test is given. */
    record Observed(Cluster cluster, OtlpReceiver receiver) implements AutoCloseable {

        static Observed start() {
            OtlpReceiver receiver;
            try {
                receiver = new OtlpReceiver();
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
            ClusterOptions usual = ClusterOptions.ofPods(2);
            ClusterOptions options = new ClusterOptions(
                            2,
                            0,
                            usual.services(),
                            usual.settings(),
                            usual.logs().resolveSibling("observed"),
                            usual.stopLimit(),
                            usual.jvmFlags())
                    .with("distrisocks.tracing.enabled", "true")
                    .with("management.tracing.sampling.probability", "1.0")
                    .with("management.opentelemetry.tracing.export.otlp.endpoint", receiver.endpoint())
                    .with("management.opentelemetry.tracing.export.schedule-delay", "200ms")
                    .with("logging.structured.format.console", "ecs")
                    .with("logging.level.org.distrisocks", "DEBUG");
            try {
                return new Observed(Cluster.start(options), receiver);
            } catch (RuntimeException failed) {
                receiver.close();
                throw failed;
            }
        }

        @Override
        public void close() {
            cluster.close();
            receiver.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Observed.class;
    }

    @Override
    public Observed resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return PerJvm.get(Observed.class, Observed::start);
    }
}
