package org.distrisocks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.distrisocks.metrics.Counters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerMapping;

/** Which requests are counted. */
class RequestGateTests {

    private final RequestGate gate =
            new RequestGate(new RequestLimits(true, 1, 1, 1, 1, 1, 1, 1), new Counters(new SimpleMeterRegistry()));

    @ParameterizedTest
    @CsvSource({"/%61pi/conversations, /api/conversations", "/api/%61uth/login, /api/auth/login"})
    void countsARequestHoweverItsPathIsWritten(String uri, String pattern) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
        request.setRemoteUser("alice");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);

        assertThat(gate.handle(request, () -> "handled")).isEqualTo("handled");

        assertThatThrownBy(() -> gate.handle(request, () -> "handled"))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getHeaders().getFirst("Retry-After"))
                                .isEqualTo("1"));
    }
}
