package org.distrisocks.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.distrisocks.RealPod;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@SuppressWarnings("NullAway.Init")
class PresenceRegistryIT extends RealPod {

    /** What is known of a pod is remembered for a second, so each test has another one. */
    private final PodId other = new PodId("other-" + Long.toString(System.nanoTime(), 36));

    @Autowired
    private PresenceRegistry presence;

    @Autowired
    private StringRedisTemplate redis;

    private final UserId bob = new UserId("bob-" + Long.toString(System.nanoTime(), 36));
    private final UserId carol = new UserId("carol-" + Long.toString(System.nanoTime(), 36));
    private PodEpoch self;

    @BeforeEach
    void nameSelf() {
        self = presence.self();
    }

    @AfterEach
    void endTheOtherPod() {
        redis.delete(List.of("{pods}pod:" + other, "presence:" + bob, "presence:" + carol));
    }

    @Test
    void findsWhoIsHereAndNobodyElse() {
        presence.add(bob);

        assertThat(presence.find(List.of(bob, carol))).isEqualTo(Map.of(bob, Set.of(self)));
        assertThat(presence.find(List.of())).isEmpty();
    }

    @Test
    void forgetsWhoHasGoneAndTheirKey() {
        presence.add(bob);
        presence.remove(bob);

        assertThat(presence.find(List.of(bob))).isEmpty();
        assertThat(redis.hasKey("presence:" + bob)).isFalse();
    }

    @Test
    void writesOneEntryHoweverOftenItIsTold() {
        presence.add(bob);
        presence.add(bob);

        assertThat(entries(bob)).isEqualTo(self.toString());
    }

    @Test
    void leavesTheEntriesOfOtherPods() {
        lease(7);
        write(bob, other + "@7");

        presence.add(bob);
        assertThat(presence.find(List.of(bob))).containsEntry(bob, Set.of(self, new PodEpoch(other, 7)));

        presence.remove(bob);
        assertThat(presence.find(List.of(bob))).containsEntry(bob, Set.of(new PodEpoch(other, 7)));
    }

    @Test
    void replacesItsOwnEarlierEpoch() {
        lease(7);
        write(bob, self.pod() + "@1 " + other + "@7");

        presence.add(bob);

        assertThat(entries(bob).split(" ")).containsExactlyInAnyOrder(other + "@7", self.toString());
    }

    @Test
    void removesItsOwnEpochOnly() {
        String younger = self.pod() + "@" + (self.epoch() + 1);
        write(bob, younger);

        presence.remove(bob);

        assertThat(entries(bob)).isEqualTo(younger);
    }

    @Test
    void mistakesNoPodForOneWhoseNameBeginsAlike() {
        write(bob, self.pod() + "-2@7 " + self);

        presence.remove(bob);

        assertThat(entries(bob)).isEqualTo(self.pod() + "-2@7");
    }

    @Test
    void doesNotFindWhoIsOnADeadPod() {
        write(bob, other + "@7");

        assertThat(presence.find(List.of(bob))).isEmpty();
    }

    @Test
    void doesNotFindWhoWasOnAnEarlierEpoch() {
        lease(8);
        write(bob, other + "@7");
        write(carol, other + "@8");

        assertThat(presence.find(List.of(bob, carol))).isEqualTo(Map.of(carol, Set.of(new PodEpoch(other, 8))));
    }

    @Test
    void leavesNoEntriesOfDeadPodsToWhoIsHere() {
        lease(8);
        write(bob, "gone-1@3 " + other + "@7 gone-2@4");

        presence.add(bob);

        assertThat(entries(bob)).isEqualTo(self.toString());
    }

    @Test
    void putsBackTheEntryOfAPodThatWakesUpMeanwhile() {
        write(bob, other + "@7");
        presence.find(List.of(bob)); // believed to be dead for a second
        lease(7);

        presence.add(bob);

        assertThat(entries(bob).split(" ")).containsExactlyInAnyOrder(other + "@7", self.toString());
    }

    @Test
    void leavesNothingForEverOfWhoDoesNotComeBack() {
        lease(7);
        write(bob, other + "@7");

        presence.add(bob);
        presence.remove(bob);

        assertThat(redis.getExpire("presence:" + bob, TimeUnit.HOURS)).isBetween(12L, 24L);
    }

    private void lease(long epoch) {
        redis.opsForValue().set("{pods}pod:" + other, epoch + " 2026-01-01T00:00:00Z 127.0.0.1:1");
    }

    private void write(UserId user, String entries) {
        redis.opsForValue().set("presence:" + user, entries);
    }

    private String entries(UserId user) {
        return String.valueOf(redis.opsForValue().get("presence:" + user));
    }
}
