package org.distrisocks.identity;

import java.util.regex.Pattern;

/**
 * The name that a user logs in with and is written to, for example {@code alice}.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}; upper and lower case differ
 */
public record UserId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * @throws InvalidIdException if the value does not have the shape above
     */
    public UserId {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidIdException("user id", "must be 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
