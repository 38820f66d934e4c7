package org.distrisocks.trace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.distrisocks.identity.MessageId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The points of all pods in Redis: {@code trace:{message}}, a list of JSON that ends some minutes after its last point. */
@Component
public class TraceStore {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TTL = Duration.ofMinutes(10);

    /** Of one message; a receiver with many devices, or a message that is given again and again, has no more. */
    private static final int MOST_POINTS = 64;

    private final StringRedisTemplate redis;

    TraceStore(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * What is known of a message, oldest first by the clocks of the pods; empty if it was not followed, or too long ago.
     *
     * @throws org.springframework.dao.DataAccessException if Redis does not answer
     */
    public List<TracePoint> pointsOf(MessageId message) {
        List<String> points = redis.opsForList().range(key(message), 0, MOST_POINTS - 1);
        return points == null
                ? List.of()
                : points.stream()
                        .map(point -> JSON.readValue(point, TracePoint.class))
                        .sorted(Comparator.comparing(TracePoint::at))
                        .toList();
    }

    void append(List<Trace.Waiting> points) {
        redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            points.forEach(waiting -> append(connection, waiting));
            return null;
        });
    }

    private static void append(RedisConnection connection, Trace.Waiting waiting) {
        byte[] key = key(waiting.message()).getBytes(StandardCharsets.UTF_8);
        connection.listCommands().rPush(key, JSON.writeValueAsBytes(waiting.point()));
        connection.listCommands().lTrim(key, 0, MOST_POINTS - 1);
        connection.keyCommands().pExpire(key, TTL.toMillis());
    }

    private static String key(MessageId message) {
        return "trace:" + message;
    }
}
