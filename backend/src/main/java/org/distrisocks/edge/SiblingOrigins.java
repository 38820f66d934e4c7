package org.distrisocks.edge;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting {@code distrisocks.edge.siblings}.
 *
 * @param siblings origins under which browsers reach the pods of this cluster, this one among them, for example
 *     {@code http://localhost:8080}: their pages may use this pod, and this pod's pages may go on to them. Empty where all
 *     pods stand behind one origin
 */
@ConfigurationProperties("distrisocks.edge")
public record SiblingOrigins(@DefaultValue List<String> siblings) {

    public SiblingOrigins {
        for (String origin : siblings) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "distrisocks.edge.siblings must be origins such as https://pod-0.example.org, not " + origin);
            }
        }
    }

    /** No wildcard, path or userinfo: whoever is named here is trusted with the cookie of a login. */
    private static boolean isOrigin(String text) {
        return text.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?")
                && URI.create(text).getHost() != null;
    }

    /** As a Content-Security-Policy names them, each by HTTP and by WebSocket; empty if there are none. */
    public String asConnectSources() {
        StringBuilder sources = new StringBuilder();
        siblings.forEach(
                origin -> sources.append(' ').append(origin).append(' ').append(origin.replaceFirst("http", "ws")));
        return sources.toString();
    }
}
