package org.distrisocks.account;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.distrisocks.edge.SiblingOrigins;
import org.distrisocks.identity.UserId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Refresh tokens that a browser keeps and no script reads: a cookie for each user who is logged in there, since cookies
 * know no ports and two people may sit at two pods of one host.
 */
@Component
class RefreshCookies {

    /** Users of one browser; a login more ends the one that was made first. */
    static final int MOST = 8;

    private static final String NAME = "distrisocks-refresh.";
    private static final String PATH = "/api/auth";

    private final RefreshProperties properties;
    private final SiblingOrigins origins;

    RefreshCookies(RefreshProperties properties, SiblingOrigins origins) {
        this.properties = properties;
        this.origins = origins;
    }

    /**
     * Only a page of ours may have the cookie set or used. {@code SameSite} alone would let in those of other ports and
     * of other names of the domain; a client that is no browser does not send the header.
     */
    void requireOwnPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean own = site == null || site.equals("same-origin");
        if (!own
                && !origins.siblings()
                        .contains(Objects.requireNonNullElse(request.getHeader(HttpHeaders.ORIGIN), ""))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "this page may not use the cookie of a login");
        }
    }

    Optional<String> find(UserId user, HttpServletRequest request) {
        String name = name(user.value(), request);
        return all(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** Has the browser keep the token; returns those that it is told to forget for want of room. */
    List<String> keep(UserId user, String token, HttpServletRequest request, HttpServletResponse response) {
        String name = name(user.value(), request);
        set(name, token, properties.lifetime(), request, response);
        List<Cookie> others = all(request).stream()
                .filter(cookie -> !cookie.getName().equals(name))
                .toList();
        List<Cookie> tooMany = others.subList(0, Math.max(0, others.size() - (MOST - 1)));
        tooMany.forEach(cookie -> set(cookie.getName(), "", Duration.ZERO, request, response));
        return tooMany.stream().map(Cookie::getValue).toList();
    }

    void forget(UserId user, HttpServletRequest request, HttpServletResponse response) {
        set(name(user.value(), request), "", Duration.ZERO, request, response);
    }

    private static void set(
            String name, String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path(PATH)
                .maxAge(age)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /**
     * Ids of registered users stand for themselves; none other has a login here, but anybody may ask for one. Over https a
     * name that browsers let nobody set without it (RFC 6265bis, "__Secure-").
     */
    private static String name(String user, HttpServletRequest request) {
        return prefix(request) + URLEncoder.encode(user, StandardCharsets.UTF_8);
    }

    private static String prefix(HttpServletRequest request) {
        return request.isSecure() ? "__Secure-" + NAME : NAME;
    }

    /** Ours, in the order of the header: oldest first (RFC 6265, section 5.4). */
    private static List<Cookie> all(HttpServletRequest request) {
        Cookie[] sent = request.getCookies();
        return sent == null
                ? List.of()
                : Arrays.stream(sent)
                        .filter(cookie -> cookie.getName().startsWith(prefix(request)))
                        .toList();
    }
}
