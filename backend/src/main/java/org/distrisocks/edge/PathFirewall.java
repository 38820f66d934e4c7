package org.distrisocks.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Spring Security's firewall, with one exception: the user id in the path of a conversation or a user may hold any character,
 * percent-encoded, a slash and a percent sign too. Paths are matched segment by segment before they are decoded, so a slash
 * that is encoded leads nowhere else.
 */
@Component
class PathFirewall implements HttpFirewall {

    /** Possessive: a path as long as may be is matched without recursion. */
    private static final String ID = "(?:[A-Za-z0-9!$&'()*+,=:@._~-]|%(?!0|1|7F)[0-9A-F]{2})++";

    /** A path of one level or two; no control character is encoded in it, and no semicolon stands bare. */
    private static final Pattern OF_USER =
            Pattern.compile("/api/(?:conversations/" + ID + "/[a-z]+|users/" + ID + ")", Pattern.CASE_INSENSITIVE);

    private final HttpFirewall strict = new StrictHttpFirewall();
    private final HttpFirewall conversations = conversations();

    /** What looks like an encoded character after decoding is one of an id's own, for example {@code %00} of {@code %2500}. */
    private static HttpFirewall conversations() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowNull(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        return firewall;
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        boolean isOfUser = OF_USER.matcher(request.getRequestURI()).matches();
        return (isOfUser ? conversations : strict).getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return strict.getFirewalledResponse(response);
    }
}
