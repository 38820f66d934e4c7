package org.distrisocks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.distrisocks.metrics.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerMapping;

/** Which requests are counted. */
class RequestGateTests {

    private final RequestGate gate = gate(new RequestLimits(true, 1, 1, 1, 1, 1, 1, 1));

    @Test
    void countsARequestHoweverItsPathIsWritten() throws Exception {
        MockHttpServletRequest request = request("/%61pi/conversations", "/api/conversations");
        assertThat(gate.handle(request, () -> "handled")).isEqualTo("handled");

        gate.answered(request, 10 * RequestGate.BYTES_OF_REQUEST);

        assertRefused(request, 10, 11);
    }

    @Test
    void countsALoginHoweverItsPathIsWritten() throws Exception {
        MockHttpServletRequest request = request("/api/%61uth/login", "/api/auth/login");
        assertThat(gate.handle(request, () -> "handled")).isEqualTo("handled");

        assertRefused(request, 1, 1);
    }

    private void assertRefused(MockHttpServletRequest request, int leastSeconds, int mostSeconds) {
        assertThatThrownBy(() -> gate.handle(request, () -> "handled"))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(Integer.parseInt(
                                        String.valueOf(refused.getHeaders().getFirst("Retry-After"))))
                                .isBetween(leastSeconds, mostSeconds));
    }

    @Test
    void letsARequestWaitForOthersOfTheSameUserAlone() throws Exception {
        RequestGate gate = gate(new RequestLimits(true, 1000, 1000, 5, 1, 1, 1, 1));
        CountDownLatch handled = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<@Nullable Object> first = threads.submit(() -> gate.handle(request("alice"), () -> {
                handled.await();
                return "first";
            }));
            await().until(() -> gate.requestsOf("alice") == 1);
            Future<@Nullable Object> second = threads.submit(() -> gate.handle(request("alice"), () -> "second"));
            await().until(() -> gate.requestsOf("alice") == 2);

            assertThat(gate.handle(request("bob"), () -> "bob's")).isEqualTo("bob's");
            assertThat(second.isDone()).isFalse();
            handled.countDown();

            assertThat(first.get()).isEqualTo("first");
            assertThat(second.get()).isEqualTo("second");
            assertThat(gate.requestsOf("alice")).isZero();
        }
    }

    @Test
    void letsARequestWaitForItsUsersRate() throws Exception {
        RequestGate gate = gate(new RequestLimits(true, 10, 1, 5, 5, 1, 1, 1));
        assertThat(gate.handle(request("alice"), () -> "first")).isEqualTo("first");
        assertThat(gate.handle(request("alice"), () -> "second")).isEqualTo("second");
    }

    @Test
    void countsALongAnswerAsSeveralRequests() throws Exception {
        RequestGate gate = gate(new RequestLimits(true, 1, 100, 5, 5, 1, 1, 1));
        gate.answered(request("alice"), 110 * RequestGate.BYTES_OF_REQUEST);

        assertThat(gate.handle(request("bob"), () -> "bob's")).isEqualTo("bob's");
        assertThatThrownBy(() -> gate.handle(request("alice"), () -> "alice's"))
                .isInstanceOf(ErrorResponseException.class);
    }

    private static RequestGate gate(RequestLimits limits) {
        return new RequestGate(limits, new Counters(new SimpleMeterRegistry()));
    }

    private static MockHttpServletRequest request(String user) {
        MockHttpServletRequest request = request("/api/conversations", "/api/conversations");
        request.setRemoteUser(user);
        return request;
    }

    private static MockHttpServletRequest request(String uri, String pattern) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
        request.setRemoteUser("alice");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        return request;
    }
}
