package org.distrisocks.submission;

import java.nio.charset.StandardCharsets;

/** What PostgreSQL can keep as text. */
final class Text {

    static final String NOT_STORABLE = "must not have NUL or half of a surrogate pair";

    /** Whether the text has neither U+0000, which a {@code text} cannot hold, nor what UTF-8 cannot write. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether the text has more bytes in UTF-8; counts them only where their number is in doubt. */
    static boolean isLonger(String text, long limit) {
        return text.length() > limit || (3L * text.length() > limit && bytes(text) > limit);
    }

    /** In UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Text() {}
}
