package org.distrisocks.session.stomp;

import org.jspecify.annotations.Nullable;

/** The escapes of header names and values (STOMP 1.2, "Value Encoding"; 1.1 lacks {@code \r}, 1.0 has none). */
final class StompEscapes {

    static String unescape(String text, StompVersion version) {
        int backslash = text.indexOf('\\');
        if (backslash < 0 || version == StompVersion.V1_0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, backslash);
        for (int i = backslash; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' ? meant(++i < text.length() ? text.charAt(i) : ' ', version) : c);
        }
        return plain.toString();
    }

    private static char meant(char escaped, StompVersion version) {
        return switch (escaped) {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'c' -> ':';
            case 'r' -> {
                if (version != StompVersion.V1_2) {
                    throw undefined();
                }
                yield '\r';
            }
            default -> throw undefined();
        };
    }

    private static StompProtocolException undefined() {
        return new StompProtocolException("a header has an escape that STOMP does not define");
    }

    static void escape(String text, StompVersion version, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            String escaped = escaped(text.charAt(i), version);
            if (escaped != null) {
                out.append(text, done, i).append(escaped);
                done = i + 1;
            }
        }
        out.append(text, done, text.length());
    }

    /**
     * What stands for a character; null for itself. 1.0 has no way to write a line's end in a header: better a space than a
     * header that somebody else chose.
     */
    private static @Nullable String escaped(char c, StompVersion version) {
        if (version == StompVersion.V1_0) {
            return c == '\n' || c == '\r' ? " " : null;
        }
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case ':' -> "\\c";
            case '\r' -> version == StompVersion.V1_2 ? "\\r" : "";
            default -> null;
        };
    }

    private StompEscapes() {}
}
