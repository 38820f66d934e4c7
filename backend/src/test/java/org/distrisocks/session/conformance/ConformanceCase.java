package org.distrisocks.session.conformance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.distrisocks.session.stomp.StompVersion;

/**
 * One rule in one version.
 *
 * @param name of the rule, by which docs/stomp.md calls it, and behind a colon what is tried here
 * @param source version and section of the specification
 * @param expected what a client sees if the rule is kept
 * @param carriers by which it is tried
 * @param script says it, and gives back what was seen
 */
record ConformanceCase(String name, String source, String expected, Set<Carrier> carriers, Script script) {

    interface Script {
        String run(Conversation with);
    }

    static ConformanceCase of(String name, StompVersion version, String section, String expected, Script script) {
        Set<Carrier> carriers =
                version == StompVersion.V1_2 ? EnumSet.allOf(Carrier.class) : EnumSet.of(Carrier.TEXT, Carrier.PIECES);
        return new ConformanceCase(name, version.number() + " " + section, expected, carriers, script);
    }

    /**
     * What is said in a session, and what it brings, in each of these versions.
     *
     * @param expected events, with commas between
     */
    static Stream<ConformanceCase> said(
            String name, String section, String said, String expected, StompVersion... versions) {
        int count = expected.split(", ").length;
        return Arrays.stream(versions)
                .map(version -> of(
                        name,
                        version,
                        section,
                        expected,
                        with -> with.session(version).send(said).sees(count)));
    }

    /** The same, by one carrier: it takes long, or looks at what the server sends. */
    ConformanceCase once() {
        return new ConformanceCase(name, source, expected, EnumSet.of(Carrier.TEXT), script);
    }

    /** The name without what stands behind its colon. */
    String rule() {
        return name.split(":", -1)[0];
    }

    @Override
    public String toString() {
        return name + " [" + source + "]";
    }
}
