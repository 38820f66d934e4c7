package org.distrisocks.account;

import static org.springframework.security.authentication.UsernamePasswordAuthenticationToken.authenticated;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Who may ask for what over HTTP: {@code /api} and {@code /actuator} need a bearer token (RFC 6750), but for the way in
 * and the probes; the static UI, the API documents and {@code /ws}, where CONNECT authenticates, do not.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final RequestMatcher OPEN = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/api/auth/register"),
            pathPattern(HttpMethod.POST, "/api/auth/login"),
            pathPattern(HttpMethod.POST, "/api/auth/refresh"),
            pathPattern(HttpMethod.POST, "/api/auth/logout"),
            pathPattern(HttpMethod.GET, "/actuator/health/**"),
            pathPattern(HttpMethod.GET, "/actuator/prometheus"));

    private static final RequestMatcher GUARDED = new AndRequestMatcher(
            new OrRequestMatcher(pathPattern("/api/**"), pathPattern("/actuator/**")), new NegatedRequestMatcher(OPEN));

    @Bean
    SecurityFilterChain http(
            HttpSecurity http,
            Accounts accounts,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        // One place turns an exception into a problem, be it thrown here or in a controller: the advice.
        AuthenticationEntryPoint refusal =
                (request, response, failure) -> problems.resolveException(request, response, null, failure);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(GUARDED)
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(whereGuarded())
                        .authenticationEntryPoint(refusal)
                        .authenticationManagerResolver(_ -> bearer -> authenticate(bearer, accounts)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusal))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A forged request carries no cookie that would log it in, and cannot set the Authorization header.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** The same check as that of a STOMP frame. The principal is the user id. */
    private static Authentication authenticate(Authentication bearer, Accounts accounts) {
        String token = ((BearerTokenAuthenticationToken) bearer).getToken();
        try {
            return authenticated(accounts.authenticateToken(token).user().value(), null, List.of());
        } catch (LoginFailedException refused) {
            throw new InvalidBearerTokenException(refused.getMessage(), refused);
        }
    }

    /** Elsewhere a stale token does no harm: it must not bar the login that replaces it, nor the STOMP ERROR on /ws. */
    private static BearerTokenResolver whereGuarded() {
        BearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> GUARDED.matches(request) ? header.resolve(request) : null;
    }
}
