package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePropertiesTests {

    @Test
    void areSourcesOfAContentSecurityPolicy() {
        assertThat(new PageProperties(List.of()).sources()).isEmpty();
        assertThat(new PageProperties(List.of(URI.create("https://a.example"), URI.create("http://127.0.0.1:8090")))
                        .sources())
                .isEqualTo(" https://a.example http://127.0.0.1:8090");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.example", "https://a.example/", "https://a.example;script-src", "https://u@a.example", "*"})
    void refusesWhatIsMoreOrLessThanAnOrigin(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageProperties(List.of(URI.create(origin))))
                .withMessageContaining("distrisocks.pages.connect-to");
    }
}
