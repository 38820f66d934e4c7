package org.distrisocks.account;

import java.util.Optional;
import java.util.regex.Pattern;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * What others may see a user called, by the profile Nickname of PRECIS (RFC 8266): of one width and one Unicode
 * normalization, single spaces within and none around it, no control or format character, no unpaired surrogate, nothing
 * unassigned.
 */
final class DisplayName {

    /** Of characters (code points). */
    static final int MOST = 64;

    static final String RULE =
            "must have 1 to %d characters, one of them visible, and no control or format characters".formatted(MOST);

    /**
     * Joiners and variation selectors, which the profile refuses and keyboards write with every second emoji: without them
     * the name says the same.
     */
    private static final Pattern JOINERS = Pattern.compile("[\\u200C\\u200D\\uFE00-\\uFE0F]");

    /** Blank to the eye, though Unicode has it as a symbol, not as a space: the Braille pattern without dots. */
    private static final Pattern VISIBLE = Pattern.compile("(?s).*[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\u2800]].*");

    /** The name as it is kept and shown; empty if the text cannot be one. */
    static Optional<String> of(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty(); // the profile's library trims them
        }
        try {
            String name = PrecisProfiles.NICKNAME.enforce(JOINERS.matcher(text).replaceAll(""));
            boolean fits = name.codePointCount(0, name.length()) <= MOST;
            return fits && VISIBLE.matcher(name).matches() ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException outsideTheProfile) {
            return Optional.empty();
        }
    }

    private DisplayName() {}
}
