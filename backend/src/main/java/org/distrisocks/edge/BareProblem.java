package org.distrisocks.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A problem (RFC 9457) that says its status and nothing else: {@code {"title":"Bad Request","status":400}}. */
record BareProblem(int status) {

    /** For answers that never come to the filter that sets the headers of all others. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/problem+json",
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff");

    byte[] toJson() {
        String title = Optional.ofNullable(HttpStatus.resolve(status))
                .map(HttpStatus::getReasonPhrase)
                .orElse("Error");
        return "{\"title\":\"%s\",\"status\":%d}".formatted(title, status).getBytes(StandardCharsets.UTF_8);
    }

    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        HEADERS.forEach(response::setHeader);
        response.getOutputStream().write(toJson());
    }
}
