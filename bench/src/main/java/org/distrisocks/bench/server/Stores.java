package org.distrisocks.bench.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL, and a Redis where one is wanted, of a peer's own: the same programs and settings as distriSocks has. */
final class Stores implements AutoCloseable {

    private static final String LOGIN = DevServicesOptions.DEFAULT_LOGIN;

    private final EmbeddedHome home;
    private final LoopbackPort postgresPort = LoopbackPort.reserve();
    private final LoopbackPort redisPort = LoopbackPort.reserve();
    private final DevService postgres;
    private final @Nullable DevService redis;

    private Stores(boolean withRedis) {
        home = EmbeddedHome.open(null);
        postgres = home.postgres(postgresPort, LOGIN);
        redis = withRedis ? home.redis(redisPort) : null;
    }

    static Stores start(boolean withRedis) {
        Stores stores = new Stores(withRedis);
        try {
            stores.postgres.start();
            if (stores.redis != null) {
                stores.redis.start();
            }
            return stores;
        } catch (RuntimeException failure) {
            stores.close();
            throw failure;
        }
    }

    /** For JDBC; user and password are {@link #login}. */
    String jdbcUrl() {
        return postgres.address();
    }

    String login() {
        return LOGIN;
    }

    /** As libpq writes it, with user and password. */
    String postgresUrl() {
        return "postgres://%s:%s@%s/%s".formatted(LOGIN, LOGIN, postgresPort, LOGIN);
    }

    String redisUrl() {
        return "redis://" + redisPort;
    }

    /** By names for people. */
    Map<String, List<ProcessTree>> parts() {
        Map<String, List<ProcessTree>> parts = new LinkedHashMap<>();
        parts.put("PostgreSQL", List.of(new ProcessTree(postgres.pid())));
        if (redis != null) {
            parts.put("Redis", List.of(new ProcessTree(redis.pid())));
        }
        return parts;
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        postgres.close();
        home.close();
    }
}
