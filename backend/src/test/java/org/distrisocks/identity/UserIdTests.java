package org.distrisocks.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTests {

    private static final String LARGEST = Character.toString(0x2070E);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth0|65f0c1d2e3",
                "alice@example.org",
                "https://id.example.org/users/42?tenant=a&b=c#d",
                "google-oauth2|103547991597142817347",
                "CN=Alice\\,B,O=x;y",
                "{pods}",
                "%2F..%00",
                "...",
                "a/.b/c..",
                "-",
                "é",
                "а",
                "٣",
                "😀",
                "王秀英"
            })
    void takesWhatAnIssuerIssues(String value) {
        assertThat(new UserId(value)).hasToString(value);
    }

    @Test
    void takes255OfTheLargestCharacters() {
        assertThat(new UserId(LARGEST.repeat(255)).value()).hasSize(510);
        refused(LARGEST.repeat(256));
        refused("a".repeat(256));
    }

    @Test
    void tellsCasesAndNormalizationsApart() {
        assertThat(new UserId("alice")).isNotEqualTo(new UserId("Alice"));
        assertThat(new UserId("\u00e9")).isNotEqualTo(new UserId("e\u0301"));
    }

    /** Unicode counts what is visible as letters, marks, numbers, punctuation and symbols, and nothing else. */
    @Test
    void takesOfAllCharactersThoseThatPrint() {
        Pattern prints = Pattern.compile("a[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]");
        // All of the plane that languages in use are written in, and some of each block of the others.
        IntStream characters = IntStream.concat(
                IntStream.rangeClosed(0, 0xFFFF),
                IntStream.iterate(0x10000, c -> c <= Character.MAX_CODE_POINT, c -> c + 61));

        assertThat(characters.mapToObj(c -> "a" + Character.toString(c)))
                .allMatch(text -> isTaken(text) == prints.matcher(text).matches());
    }

    private static boolean isTaken(String text) {
        try {
            return new UserId(text).value().equals(text);
        } catch (InvalidIdException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\na", "a\0", ".", "..", "./a", "a/..", "a/../b", "a/./b"})
    void refusesWhatCouldBreakOutOfAHeaderAKeyOrAPath(String value) {
        refused(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "z",
                "A",
                "Z",
                "0",
                "9",
                "Alice.B_c-9",
                "..a",
                "-1",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void registersLettersDigitsAndThreeMarks(String value) {
        assertThat(UserId.registered(value)).hasToString(value);
    }

    /** The neighbours of what is allowed, what looks like it, and what names nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "-",
                "_.-",
                "`a",
                "a{",
                "a@",
                "a[",
                "a/",
                "a:",
                "a b",
                "a\n",
                "é",
                "а",
                "٣",
                "😀",
                "a*",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void registersNothingElse(String value) {
        assertThatExceptionOfType(InvalidIdException.class)
                .isThrownBy(() -> UserId.registered(value))
                .withMessageContaining("1 to 64 of A-Z a-z 0-9 . _ - with at least one letter or digit");
    }

    private static void refused(String value) {
        assertThatExceptionOfType(InvalidIdException.class)
                .isThrownBy(() -> new UserId(value))
                .withMessageContaining("1 to 255 printable characters without spaces");
    }
}
