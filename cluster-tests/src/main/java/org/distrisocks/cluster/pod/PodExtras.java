package org.distrisocks.cluster.pod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one start of a pod has beside the settings of its cluster.
 *
 * @param jvmFlags for example {@code -javaagent:…}
 * @param environment variables
 * @param settings Spring properties; they win
 */
public record PodExtras(List<String> jvmFlags, Map<String, String> environment, Map<String, String> settings) {

    public static final PodExtras NONE = new PodExtras(List.of(), Map.of(), Map.of());

    public PodExtras {
        jvmFlags = List.copyOf(jvmFlags);
        environment = Map.copyOf(environment);
        settings = Map.copyOf(settings);
    }

    public static PodExtras flags(String... jvmFlags) {
        return new PodExtras(List.of(jvmFlags), Map.of(), Map.of());
    }

    /** The same with one more setting. */
    public PodExtras with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(property, value);
        return new PodExtras(jvmFlags, environment, more);
    }

    /** Both; where they differ, {@code more} wins. */
    public PodExtras and(PodExtras more) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(more.jvmFlags);
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(more.environment);
        Map<String, String> properties = new LinkedHashMap<>(settings);
        properties.putAll(more.settings);
        return new PodExtras(flags, variables, properties);
    }
}
