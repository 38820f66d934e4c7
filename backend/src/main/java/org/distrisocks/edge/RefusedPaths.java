package org.distrisocks.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers for Spring Security's firewall what it turns away: a path with a parameter, a method that is none. */
@Component
class RefusedPaths implements RequestRejectedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        new BareProblem(HttpStatus.BAD_REQUEST.value()).writeTo(response);
    }
}
