package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Alice|Alice",
                "  Alice   Liddell |Alice Liddell",
                "A\u00a0B|A B",
                "Ange\u0301lique|Ang\u00e9lique",
                "\uff21lice|Alice",
                "O'Neil & S\u00f8n, 3rd|O'Neil & S\u00f8n, 3rd",
                "\u738b\u79c0\u82f1|\u738b\u79c0\u82f1",
                "\u05d0\u05d1|\u05d0\u05d1",
                "Anna \u2764\ufe0f|Anna \u2764",
                "\ud83d\udc69\u200d\ud83d\udc67|\ud83d\udc69\ud83d\udc67",
                "\u0645\u06cc\u200c\u062e|\u0645\u06cc\u062e"
            })
    void writesANameInOneWay(String text, String name) {
        assertThat(DisplayName.of(text)).hasValue(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\u2800",
                "\u3164",
                "\u115f",
                "\u200d",
                "\u0301",
                "\ufe0f",
                "a\u202eb",
                "a\u2066b",
                "a\u200f",
                "a\u061c",
                "a\ufeff",
                "a\u0000",
                "a\nb",
                "a\u0085",
                "a\u2028b",
                "a\ud800",
                "\udc00a",
                "a\ue000",
                "a\uffff"
            })
    void refusesWhatIsNotSeenOrTurnsTheTextAbout(String text) {
        assertThat(DisplayName.of(text)).isEmpty();
    }

    @Test
    void countsCharactersOfTheNameAsItIsKept() {
        assertThat(DisplayName.of("\ud83d\ude00".repeat(64))).isPresent();
        assertThat(DisplayName.of("x".repeat(65))).isEmpty();
        assertThat(DisplayName.of("\ufdfa".repeat(4))).as("each becomes 18").isEmpty();
    }
}
