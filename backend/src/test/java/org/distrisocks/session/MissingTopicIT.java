package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaAdmin;

/** A living pod whose topic is missing costs its own users the fast path, and nobody else. */
@SuppressWarnings("NullAway.Init")
class MissingTopicIT extends RealPod {

    private static final int MESSAGES = 30;

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private KafkaAdmin kafka;

    private String otherPod;
    private UserId aliceId;
    private UserId bobId;
    private Admin admin;

    /** Bob and Alice have sessions on the other pod too, as Redis says. */
    @BeforeEach
    void livesElsewhereToo() {
        otherPod = "missing-" + Long.toString(System.nanoTime(), 36);
        admin = Admin.create(kafka.getConfigurationProperties());
        aliceId = user("alice");
        bobId = user("bob");
        redis.opsForValue().set("{pods}pod:" + otherPod, "1 " + Instant.now() + " ", Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        redis.delete("{pods}pod:" + otherPod);
        admin.close();
    }

    @Test
    void deliversLiveWhileTheTopicOfAnotherPodNeverWasThere() {
        assertDeliveredLive();
    }

    @Test
    void deliversLiveAfterTheTopicOfAnotherPodWasDeleted() throws Exception {
        admin.createTopics(List.of(new NewTopic(otherPod, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        assertDeliveredLive();
        // Known to the producer, and the first record was no loss although it was not known then.
        TopicPartition partition = new TopicPartition(otherPod, 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset()
                        >= MESSAGES);
        admin.deleteTopics(Set.of(otherPod)).all().get(20, TimeUnit.SECONDS);

        assertDeliveredLive();
        assertDeliveredLive();
    }

    /** A message that is SENT was published to a pod; one that waited for the sweep was not. */
    private void assertDeliveredLive() {
        try (RawStompClient alice = RawStompClient.connect(port, aliceId, PASSWORD);
                RawStompClient bob = RawStompClient.connect(port, bobId, PASSWORD)) {
            bob.subscribe(RawStompClient.MESSAGES);
            redis.opsForValue().append("presence:" + bobId, " " + otherPod + "@1");
            redis.opsForValue().append("presence:" + aliceId, " " + otherPod + "@1");
            List<String> sent = IntStream.range(0, MESSAGES)
                    .mapToObj(i -> otherPod + "-" + System.nanoTime())
                    .toList();
            sent.forEach(payload -> alice.message(bobId, payload, payload));

            assertThat(sent.stream()
                            .map(_ -> bob.awaitJson(RawStompClient.MESSAGES)
                                    .path("payload")
                                    .asString())
                            .toList())
                    .isEqualTo(sent);
            await().atMost(Duration.ofSeconds(20)).until(() -> notLive() == 0);
        }
    }

    private int notLive() {
        Integer count = sql.queryForObject(
                "select count(*) from messages where receiver_id = ? and (status < 2 or sent_at is null)",
                Integer.class,
                bobId.value());
        return count == null ? -1 : count;
    }
}
