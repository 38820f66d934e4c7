package org.distrisocks.account;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** In the place of {@link AuthController} where users log in elsewhere: says where. */
@RestController
@Conditional(IssuerUri.Set.class)
class IssuerController {

    private final String issuerUri;

    IssuerController(OAuth2ResourceServerProperties properties) {
        this.issuerUri = Objects.requireNonNull(properties.getJwt().getIssuerUri());
    }

    @Operation(hidden = true)
    @PostMapping({"/api/auth/register", "/api/auth/login", "/api/auth/refresh", "/api/auth/logout"})
    void sayWhere() {
        String detail = "accounts and logins are not kept here: get a token of " + issuerUri;
        throw new ErrorResponseException(
                HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail), null);
    }
}
