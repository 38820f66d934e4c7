package org.distrisocks.session;

import java.net.InetSocketAddress;
import java.util.Map;
import org.distrisocks.limit.Addresses;
import org.distrisocks.limit.Limit;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Who asks for a WebSocket is sent to another pod while this one stops or is full (503), and away if too many are open from
 * there (429).
 */
@Component
class HandshakeRefusal implements HandshakeInterceptor {

    /** When to come back. */
    private static final String SECONDS = "1";

    private final StompEndpoint endpoint;
    private final OpenConnections connections;
    private final Counters counters;

    HandshakeRefusal(StompEndpoint endpoint, OpenConnections connections, Counters counters) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.counters = counters;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        if (endpoint.refusesNew()) {
            return refuse(response, HttpStatus.SERVICE_UNAVAILABLE);
        }
        String origin = origin(request.getRemoteAddress());
        Limit reached = connections.against(origin);
        if (reached != null) {
            counters.add(Counted.LIMITS_REACHED, reached, 1);
            return refuse(
                    response,
                    reached == Limit.CONNECTIONS ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS);
        }
        attributes.put(StompEndpoint.ORIGIN, origin);
        return true;
    }

    private static boolean refuse(ServerHttpResponse response, HttpStatus status) {
        response.setStatusCode(status);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, SECONDS);
        return false;
    }

    /** A forwarded address may be a name that is not looked up. */
    private static String origin(InetSocketAddress remote) {
        return remote.isUnresolved() ? remote.getHostString() : Addresses.origin(remote.getAddress());
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // The endpoint hears of it.
    }
}
