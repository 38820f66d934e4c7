package org.distrisocks.devservices;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the three services listen, whoever started them.
 *
 * @param kafkaBootstrapServers as Kafka clients write it: {@code 127.0.0.1:9092}
 * @param jdbcUrl without user and password: {@code jdbc:postgresql://127.0.0.1:5432/distrisocks}
 * @param jdbcUser who logs in; may create tables
 * @param jdbcPassword never printed by {@link #toString()}
 * @param redisHost a name or an IP address
 * @param redisPort 1 to 65535
 */
public record ServiceAddresses(
        String kafkaBootstrapServers,
        String jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        String redisHost,
        int redisPort) {

    public ServiceAddresses {
        if (redisPort < 1 || redisPort > 65_535) {
            throw new IllegalArgumentException("the Redis port is 1 to 65535, not " + redisPort);
        }
    }

    /**
     * The Spring properties that point a pod at these services: {@code spring.kafka.bootstrap-servers},
     * {@code spring.datasource.url}, {@code .username}, {@code .password}, {@code spring.data.redis.host} and
     * {@code .port}. Unmodifiable, in this order.
     */
    public Map<String, String> asSpringProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.kafka.bootstrap-servers", kafkaBootstrapServers);
        properties.put("spring.datasource.url", jdbcUrl);
        properties.put("spring.datasource.username", jdbcUser);
        properties.put("spring.datasource.password", jdbcPassword);
        properties.put("spring.data.redis.host", redisHost);
        properties.put("spring.data.redis.port", Integer.toString(redisPort));
        return Collections.unmodifiableMap(properties);
    }

    /** Redis as {@code host:port}. */
    public String redisAddress() {
        return redisHost + ':' + redisPort;
    }

    @Override
    public String toString() {
        return "ServiceAddresses[kafka=" + kafkaBootstrapServers + ", jdbcUrl=" + jdbcUrl + ", jdbcUser=" + jdbcUser
                + ", redis=" + redisAddress() + ']';
    }
}
