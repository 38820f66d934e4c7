package org.distrisocks.cluster.pod;

import java.util.List;
import java.util.Map;

/**
 * What one start of a pod has beside the settings of its cluster.
 *
 * @param jvmFlags they win over the cluster's
 * @param environment variables
 */
public record PodExtras(List<String> jvmFlags, Map<String, String> environment) {

    public static final PodExtras NONE = new PodExtras(List.of(), Map.of());

    public PodExtras {
        jvmFlags = List.copyOf(jvmFlags);
        environment = Map.copyOf(environment);
    }

    public static PodExtras flags(String... jvmFlags) {
        return new PodExtras(List.of(jvmFlags), Map.of());
    }

    public static PodExtras environment(Map<String, String> variables) {
        return new PodExtras(List.of(), variables);
    }
}
