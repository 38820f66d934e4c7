package org.distrisocks.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Authorization: Bearer TOKEN} of HTTP requests and of STOMP frames alike (RFC 6750, section 2.1). */
public final class BearerToken {

    /** The scheme has no case and any number of spaces after it (RFC 9110, section 11.4). A space before it is a part of the value
     * in STOMP 1.2, which trims nothing. */
    private static final Pattern SHAPE = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

    /** The token; empty if there is no header, or one of another scheme or without a token. */
    public static Optional<String> of(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .map(SHAPE::matcher)
                .filter(Matcher::matches)
                .map(header -> header.group(1));
    }

    private BearerToken() {}
}
