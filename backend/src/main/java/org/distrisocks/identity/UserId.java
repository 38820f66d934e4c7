package org.distrisocks.identity;

/**
 * The name that a user logs in with and is written to, for example {@code alice}.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}; upper and lower case differ
 */
public record UserId(String value) {

    private static final int MOST = 64;

    /**
     * @throws InvalidIdException if the value does not have the shape above
     */
    public UserId {
        if (value.isEmpty() || value.length() > MOST || !isAllowed(value)) {
            throw new InvalidIdException("user id", "must be 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /** Without a pattern: several ids are made for each message. */
    private static boolean isAllowed(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
