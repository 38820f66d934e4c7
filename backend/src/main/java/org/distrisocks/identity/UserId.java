package org.distrisocks.identity;

/**
 * The id of a user, for example {@code alice}, {@code auth0|65f0c1d2e3} or {@code alice@example.org}. Two ids are equal if
 * all their characters are, case included.
 *
 * <p>A user who registers here chooses one of the shape that {@link #registered} wants. An id from an issuer is the claim
 * as issued; the rules below are all that is asked of it.
 *
 * @param value 1 to 255 characters (code points), each of them a letter, mark, number, punctuation or symbol by its
 *     Unicode category; so no space, line end, control or format character, no unpaired surrogate, nothing of private use
 *     and nothing unassigned. Between slashes, or alone, it is never {@code .} or {@code ..}, which no URL path can hold
 */
public record UserId(String value) {

    /** Of characters; OpenID Connect allows a subject as many. */
    public static final int MOST = 255;

    private static final int MOST_REGISTERED = 64;

    /**
     * @throws InvalidIdException if the value breaks the rules above
     */
    public UserId {
        if (!isPrintable(value) || isLonger(value) || hasDotSegment(value)) {
            throw new InvalidIdException(
                    "user id",
                    "must be 1 to %d printable characters without spaces, and not . or .. between slashes"
                            .formatted(MOST));
        }
    }

    /**
     * The id of somebody who registers here: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, at least one of them a letter or digit.
     *
     * @throws InvalidIdException if the text has another shape
     */
    public static UserId registered(String text) {
        boolean taken = text.length() <= MOST_REGISTERED
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-')
                && text.chars().anyMatch(UserId::isLetterOrDigit);
        if (!taken) {
            throw new InvalidIdException(
                    "user id",
                    "must be 1 to %d of A-Z a-z 0-9 . _ - with at least one letter or digit"
                            .formatted(MOST_REGISTERED));
        }
        return new UserId(text);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Without a pattern: several ids are made for each message. */
    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); ) {
            int character = value.codePointAt(i);
            if (character <= ' ' || (character > '~' && !isPrintable(character))) {
                return false;
            }
            i += Character.charCount(character);
        }
        return !value.isEmpty();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static boolean isLonger(String value) {
        return value.length() > MOST && value.codePointCount(0, value.length()) > MOST;
    }

    private static boolean hasDotSegment(String value) {
        if (value.charAt(0) != '.' && value.indexOf('/') < 0) {
            return false;
        }
        String path = '/' + value + '/';
        return path.contains("/./") || path.contains("/../");
    }

    @Override
    public String toString() {
        return value;
    }
}
