package org.distrisocks.edge;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Both web servers of a pod, the public one and that of the management port. Found by the scan for the one, and for the
 * other, which has a context of its own, by the file that lists such classes in {@code META-INF/spring}.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final long NO_LIMIT = -1;

    /** What the path of a conversation may hold beside the usual; {@link PathFirewall} refuses it anywhere else. */
    private static final UriCompliance WITH_USER_IDS = UriCompliance.DEFAULT.with(
            "WITH_USER_IDS",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS);

    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> edge(EdgeLimits limits, HttpConnections connections) {
        return factory -> factory.addServerCustomizers(server -> harden(server, limits, connections));
    }

    private static void harden(Server server, EdgeLimits limits, HttpConnections connections) {
        for (Connector connector : server.getConnectors()) {
            connector.addEventListener(connections);
            HttpConfiguration http =
                    connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
            http.setUriCompliance(WITH_USER_IDS);
            http.addCustomizer(UnreadBody::announceClose);
        }
        // By its connectors: Spring Boot takes them off the server until the pod is ready.
        server.addBean(new NetworkConnectionLimit(limits.tcpConnections(), server.getConnectors()));
        server.getDescendants(ServletContextHandler.class)
                .forEach(context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        server.setErrorHandler(new RefusedRequests());
        SizeLimitHandler limit = new SizeLimitHandler(limits.maxBody().toBytes(), NO_LIMIT);
        limit.setHandler(server.getHandler());
        server.setHandler(limit);
    }
}
