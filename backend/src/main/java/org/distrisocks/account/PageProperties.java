package org.distrisocks.account;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code distrisocks.pages.*}.
 *
 * @param connectTo origins that a page of ours may connect to, beside the pod that served it, for example
 *     {@code https://chat.example.org}; none unless it is said
 */
@ConfigurationProperties("distrisocks.pages")
record PageProperties(@DefaultValue List<URI> connectTo) {

    PageProperties {
        connectTo.forEach(origin -> {
            // No more than an origin: it becomes a part of a header, where ";" begins something new.
            if (!origin.toString().equals(origin.getScheme() + "://" + origin.getHost() + portOf(origin))) {
                throw new IllegalArgumentException(
                        "distrisocks.pages.connect-to must be origins, as https://chat.example.org:8443, not "
                                + origin);
            }
        });
    }

    /** With a blank before each, as it stands in a Content-Security-Policy. */
    String sources() {
        return connectTo.stream().map(origin -> " " + origin).collect(Collectors.joining());
    }

    private static String portOf(URI origin) {
        return origin.getPort() < 0 ? "" : ":" + origin.getPort();
    }
}
