package org.distrisocks.pod;

import java.util.List;
import org.distrisocks.part.Part;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/** Redis by a PING on the connection that all commands of the pod share. */
@Component
class RedisPart implements Part {

    private final RedisConnectionFactory connections;
    private final DataRedisConnectionDetails details;

    RedisPart(RedisConnectionFactory connections, DataRedisConnectionDetails details) {
        this.connections = connections;
        this.details = details;
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public String degrades() {
        return "delivery falls back to the inbox sweep, and presence is unknown";
    }

    @Override
    public String address() {
        DataRedisConnectionDetails.Standalone alone = details.getStandalone();
        DataRedisConnectionDetails.Sentinel sentinel = details.getSentinel();
        DataRedisConnectionDetails.Cluster cluster = details.getCluster();
        if (sentinel != null) {
            return nodes(sentinel.getNodes());
        }
        if (cluster != null) {
            return nodes(cluster.getNodes());
        }
        return alone == null ? "" : alone.getHost() + ":" + alone.getPort();
    }

    @Override
    public void probe() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.ping();
        }
    }

    private static String nodes(List<Node> nodes) {
        return String.join(
                ",", nodes.stream().map(node -> node.host() + ":" + node.port()).toList());
    }
}
