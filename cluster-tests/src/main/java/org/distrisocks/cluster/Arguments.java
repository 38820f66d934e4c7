package org.distrisocks.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of a command: goes along {@code --name value} and {@code --name=value}. */
public final class Arguments {

    private static final Set<String> PER_POD =
            Set.of("server.port", "management.server.port", "distrisocks.pod.id", "distrisocks.pod.address");

    private final Deque<String> left;
    private String name = "";
    private @Nullable String attached;

    public Arguments(String... args) {
        left = new ArrayDeque<>(List.of(args));
    }

    /** The next option's name; null at the end. */
    public @Nullable String next() {
        if (attached != null) {
            throw new IllegalArgumentException(name + " takes no value");
        }
        String argument = left.poll();
        if (argument == null) {
            return null;
        }
        int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
        name = equals < 0 ? argument : argument.substring(0, equals);
        attached = equals < 0 ? null : argument.substring(equals + 1);
        return name;
    }

    /** @throws IllegalArgumentException if there is none; the message names the option */
    public String value() {
        String value = attached != null ? attached : left.poll();
        attached = null;
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return value;
    }

    /** @throws IllegalArgumentException if it is none; the message names the option */
    public int wholeNumber() {
        String value = value();
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " needs a whole number, not '" + value + "'");
        }
    }

    /**
     * Puts the value, {@code PROPERTY=VALUE}, into settings for every pod; the last of a property counts.
     *
     * @throws IllegalArgumentException if it is none, or the property is each pod's own; the message names the option
     */
    public void setting(Map<String, String> settings) {
        String setting = value();
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(name + " needs PROPERTY=VALUE, not '" + setting + "'");
        }
        String property = setting.substring(0, equals);
        if (PER_POD.contains(property)) {
            throw new IllegalArgumentException(
                    name + " " + property + " differs from pod to pod: see --port and --pods");
        }
        settings.put(property, setting.substring(equals + 1));
    }
}
