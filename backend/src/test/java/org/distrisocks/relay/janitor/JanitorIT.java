package org.distrisocks.relay.janitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.distrisocks.RealPod;
import org.distrisocks.identity.PodId;
import org.distrisocks.metrics.Counters;
import org.distrisocks.pod.DeadPods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaAdmin;

@SuppressWarnings("NullAway.Init")
class JanitorIT extends RealPod {

    private static final String PODS = "{pods}seen";
    private static final Duration AFTER = Duration.ofMinutes(5);
    private static final Duration LONG_AGO = Duration.ofMinutes(6);
    private static final Duration JUST_NOW = Duration.ofMinutes(4);
    /** Names of each test's own: a topic's deletion goes on for a while after it is answered. */
    private final String run = Long.toString(System.nanoTime(), 36);

    private final String goneLong = "gone-long-" + run;
    private final String goneJustNow = "gone-just-now-" + run;
    private final String notRenewed = "not-renewed-" + run;
    private final String claimed = "claimed-" + run;
    private final String noPods = "no-pods-topic-" + run;
    private final List<String> ours = List.of(goneLong, goneJustNow, notRenewed, claimed, noPods);

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private DeadPods pods;

    @Autowired
    private KafkaAdmin kafka;

    @Autowired
    private Counters counters;

    @Autowired
    private MeterRegistry meters;

    private Admin admin;
    private Janitor janitor;

    @BeforeEach
    void open() throws Exception {
        admin = Admin.create(kafka.getConfigurationProperties());
        for (String name : ours) {
            topicAndGroup(name);
        }
        janitor = new Janitor(pods, kafka, counters, new JanitorProperties(AFTER, Duration.ofMillis(100)));
    }

    @AfterEach
    void close() throws Exception {
        janitor.stop();
        ours.forEach(name -> redis.delete(List.of("{pods}pod:" + name, "{pods}janitor:" + name)));
        redis.opsForZSet().remove(PODS, ours.toArray());
        redis.opsForZSet().remove(PODS, "message-status");
        Set<String> left = topics();
        left.retainAll(ours);
        admin.deleteTopics(left).all().get();
        admin.close();
    }

    @Test
    void deletesTopicAndGroupOfAPodThatIsGoneForLongAndOfNoOther() throws Exception {
        double before = deleted();
        seen(goneLong, LONG_AGO);
        seen(goneJustNow, JUST_NOW);
        seen(notRenewed, LONG_AGO);
        redis.opsForValue().set("{pods}pod:" + notRenewed, "1 2030-01-01T00:00:00Z ", Duration.ofMinutes(1));
        seen(claimed, LONG_AGO);
        redis.opsForValue().set("{pods}janitor:" + claimed, "somebody else", Duration.ofMinutes(1));
        seen("message-status", LONG_AGO);

        janitor.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> !topics().contains(goneLong));
        await().atMost(Duration.ofSeconds(10)).until(() -> redis.opsForZSet().score(PODS, goneLong) == null);
        await().during(Duration.ofMillis(500)).until(() -> deleted() == before + 1);
        assertThat(topics()).contains(goneJustNow, notRenewed, claimed, noPods, "message-status", POD);
        assertThat(groups()).doesNotContain(goneLong).contains(goneJustNow, notRenewed, claimed, POD);
        assertThat(redis.hasKey("{pods}janitor:" + goneLong)).isFalse();
    }

    @Test
    void leavesAPodThatReadsItsTopicThoughRedisThinksItIsDead() throws Exception {
        try (PodTopics podTopics = new PodTopics(kafka, Set.of())) {
            assertThat(podTopics.delete(new PodId(POD))).isEqualTo(PodTopics.Deleted.NOT);
        }
        assertThat(topics()).contains(POD);
    }

    @Test
    void onePodAtATimeIsAtWork() {
        seen(goneLong, LONG_AGO);
        redis.opsForValue().set("{pods}janitor", "somebody else", Duration.ofMinutes(1));

        janitor.start();

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> topics().contains(goneLong));
        redis.delete("{pods}janitor");
        await().atMost(Duration.ofSeconds(20)).until(() -> !topics().contains(goneLong));
    }

    private void seen(String pod, Duration ago) {
        redis.opsForZSet().add(PODS, pod, (double) (System.currentTimeMillis() - ago.toMillis()));
    }

    private void topicAndGroup(String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        await().ignoreExceptions()
                .untilAsserted(() -> admin.alterConsumerGroupOffsets(
                                name, Map.of(new TopicPartition(name, 0), new OffsetAndMetadata(0)))
                        .all()
                        .get());
    }

    private Set<String> topics() throws Exception {
        return new HashSet<>(admin.listTopics().names().get());
    }

    private Set<String> groups() throws Exception {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
    }

    private double deleted() {
        return Objects.requireNonNull(meters.find("distrisocks.janitor.deleted").counter())
                .count();
    }
}
