package org.distrisocks.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "z",
                "A",
                "Z",
                "0",
                "9",
                ".",
                "_",
                "-",
                "Alice.B_c-9",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void takesLettersDigitsAndThreeMarks(String value) {
        assertThat(new UserId(value)).hasToString(value);
    }

    /** The neighbours of what is allowed, what looks like it, and what could break out of a header, a key or a path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "`",
                "{",
                "@",
                "[",
                "/",
                ":",
                ",",
                "^",
                " ",
                "a b",
                "a\n",
                "\na",
                "a\0",
                "é",
                "а",
                "٣",
                "😀",
                "a*",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesAllElse(String value) {
        assertThatExceptionOfType(InvalidIdException.class)
                .isThrownBy(() -> new UserId(value))
                .withMessageContaining("1 to 64 of A-Z a-z 0-9 . _ -");
    }
}
