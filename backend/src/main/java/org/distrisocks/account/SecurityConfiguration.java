package org.distrisocks.account;

import static org.springframework.security.authentication.UsernamePasswordAuthenticationToken.authenticated;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import java.time.Duration;
import java.util.List;
import org.distrisocks.edge.SiblingOrigins;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Who may ask for what over HTTP: {@code /api} needs a bearer token (RFC 6750), but for the way in; the static UI, the API
 * documents and {@code /ws}, where CONNECT authenticates, do not. The management port asks nobody who they are, but
 * answers with the same headers.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final RequestMatcher OPEN = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/api/auth/register"),
            pathPattern(HttpMethod.POST, "/api/auth/login"),
            pathPattern(HttpMethod.POST, "/api/auth/refresh"),
            pathPattern(HttpMethod.POST, "/api/auth/logout"));

    private static final RequestMatcher GUARDED =
            new AndRequestMatcher(pathPattern("/api/**"), new NegatedRequestMatcher(OPEN));

    /**
     * What a page of ours may load, all of it from the pod that served it: no inline script or style, no frame, no form
     * that leads elsewhere. The chat's WebSocket is {@code 'self'} too, by CSP 3. It may connect to the other pods besides,
     * if they have origins of their own, and to what is set.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'%s; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private static final String PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Bean
    SecurityFilterChain http(
            HttpSecurity http,
            Accounts accounts,
            SiblingOrigins origins,
            PageProperties pages,
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
                .headers(headers -> harden(headers, origins, pages))
                .cors(cors -> cors.configurationSource(pagesOf(origins)))
                // The cookie of a login (RefreshCookies) counts under /api/auth alone, and what is asked there is JSON:
                // a
                // page of another origin may not send that without a CORS answer, which it does not get. All else is
                // asked by the Authorization header, which such a page cannot set either.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Beside what is usual: nosniff, no framing, no caching, and HSTS over https. */
    private static void harden(HeadersConfigurer<HttpSecurity> headers, SiblingOrigins origins, PageProperties pages) {
        String policy = CONTENT_SECURITY_POLICY.formatted(origins.asConnectSources() + pages.sources());
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS_POLICY))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    /** Pages of the other pods may do here what they do there; where there are none, no page of another origin may. */
    private static CorsConfigurationSource pagesOf(SiblingOrigins origins) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!origins.siblings().isEmpty()) {
            CorsConfiguration siblings = new CorsConfiguration();
            siblings.setAllowedOrigins(origins.siblings());
            siblings.setAllowedMethods(List.of("GET", "POST"));
            siblings.setAllowedHeaders(List.of("Authorization", "Content-Type"));
            siblings.setAllowCredentials(true);
            siblings.setMaxAge(Duration.ofMinutes(10));
            source.registerCorsConfiguration("/api/**", siblings);
        }
        return source;
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
        return request -> GUARDED.matches(request)
                ? BearerToken.of(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse(null)
                : null;
    }
}
