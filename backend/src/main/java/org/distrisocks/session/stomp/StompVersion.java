package org.distrisocks.session.stomp;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The versions of STOMP that this server speaks, best first. */
public enum StompVersion {
    V1_2("1.2"),
    V1_1("1.1"),
    V1_0("1.0");

    /** For the {@code version} header of the ERROR that ends a failed negotiation. */
    public static final String ALL = Arrays.stream(values()).map(v -> v.number).collect(Collectors.joining(","));

    private final String number;

    StompVersion(String number) {
        this.number = number;
    }

    /** As it stands in a header, for example {@code 1.2}. */
    public String number() {
        return number;
    }

    /**
     * The best version that both sides speak.
     *
     * @param acceptVersion the header's value, for example {@code 1.0,1.1,2.0}
     * @return empty if there is none in common
     */
    public static Optional<StompVersion> best(String acceptVersion) {
        Set<String> offered =
                Arrays.stream(acceptVersion.split(",")).map(String::trim).collect(Collectors.toSet());
        return Arrays.stream(values()).filter(v -> offered.contains(v.number)).findFirst();
    }
}
