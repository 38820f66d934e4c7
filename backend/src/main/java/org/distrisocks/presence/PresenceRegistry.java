package org.distrisocks.presence;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Who is connected where.
 *
 * <h2>Storage</h2>
 *
 * <p>{@code presence:{user}} is a string of {@code pod@epoch} entries with a space between, one for each pod on which
 * the user has a session, and is absent for a user who is offline. An entry counts only while the lease of that pod and
 * epoch holds. A pod's new entry takes the place of its older epochs', and whoever adds an entry removes those of dead
 * pods. The key has a TTL of {@link #KEPT_FOR}, which each of the user's pods renews, so that nothing is left of a user who
 * does not come back. Changes are Lua scripts, so two pods never lose each other's entry.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} if Redis does not answer.
 */
@Component
public class PresenceRegistry {

    /** An entry is to be added again well before this is over. */
    private static final Duration KEPT_FOR = Duration.ofHours(24);

    /** Returns the entries of other pods. */
    private static final RedisScript<String> ADD = RedisScript.of("""
            local pod = string.match(ARGV[1], '^(.*)@')
            local kept = {}
            for entry in string.gmatch(redis.call('GET', KEYS[1]) or '', '%S+') do
              if string.match(entry, '^(.*)@') ~= pod then kept[#kept + 1] = entry end
            end
            local others = table.concat(kept, ' ')
            kept[#kept + 1] = ARGV[1]
            redis.call('SET', KEYS[1], table.concat(kept, ' '), 'EX', ARGV[2])
            return others
            """, String.class);

    /** Unless another entry of that pod is there: it has started again meanwhile. */
    private static final RedisScript<Void> PUT_BACK = RedisScript.of("""
            local pod = string.match(ARGV[1], '^(.*)@')
            local now = redis.call('GET', KEYS[1]) or ''
            for entry in string.gmatch(now, '%S+') do
              if string.match(entry, '^(.*)@') == pod then return end
            end
            redis.call('SET', KEYS[1], now == '' and ARGV[1] or now .. ' ' .. ARGV[1], 'EX', ARGV[2])
            """);

    private static final RedisScript<Void> REMOVE = RedisScript.of("""
            local gone = {}
            for _, entry in ipairs(ARGV) do gone[entry] = true end
            local kept = {}
            for entry in string.gmatch(redis.call('GET', KEYS[1]) or '', '%S+') do
              if not gone[entry] then kept[#kept + 1] = entry end
            end
            if #kept == 0 then
              redis.call('DEL', KEYS[1])
            else
              redis.call('SET', KEYS[1], table.concat(kept, ' '), 'KEEPTTL')
            end
            """);

    private final StringRedisTemplate redis;
    private final PodDirectory pods;
    private final PodEpoch self;

    PresenceRegistry(StringRedisTemplate redis, PodDirectory pods, Pod pod) {
        this.redis = redis;
        this.pods = pods;
        this.self = pod.self();
    }

    /** This pod, as it stands in the entries. */
    public PodEpoch self() {
        return self;
    }

    /** The user's first session on this pod has opened. Repeating it changes nothing, but renews the TTL. */
    public void add(UserId user) {
        Set<PodEpoch> others = new HashSet<>(parse(redis.execute(ADD, List.of(key(user)), self.toString(), ttl())));
        if (!others.isEmpty()) {
            removeDead(user, others);
        }
    }

    private static String ttl() {
        return Long.toString(KEPT_FOR.toSeconds());
    }

    /**
     * The race: a pod that was frozen for longer than its lease wakes up, writes its lease anew and then its entries, and
     * this comes in between with what it knew before. The lease was written first, so a look at it afterwards finds it, and
     * the entry is put back.
     */
    private void removeDead(UserId user, Set<PodEpoch> others) {
        Set<PodEpoch> dead = new HashSet<>(others);
        dead.removeAll(pods.live(others));
        if (!dead.isEmpty()) {
            remove(user, dead);
            pods.liveNow(dead).forEach(awake -> redis.execute(PUT_BACK, List.of(key(user)), awake.toString(), ttl()));
        }
    }

    /** The user's last session on this pod has closed. Entries of other pods, and of other epochs, stay. */
    public void remove(UserId user) {
        remove(user, Set.of(self));
    }

    private void remove(UserId user, Set<PodEpoch> entries) {
        redis.execute(
                REMOVE,
                List.of(key(user)),
                entries.stream().map(PodEpoch::toString).toArray());
    }

    /**
     * The living pods of each user, by one read however many users there are.
     *
     * @return an entry for each user who is connected anywhere; none for the rest
     */
    public Map<UserId, Set<PodEpoch>> find(Collection<UserId> users) {
        List<UserId> asked = List.copyOf(users);
        if (asked.isEmpty()) {
            return Map.of();
        }
        List<@Nullable String> found = redis.opsForValue()
                .multiGet(asked.stream().map(PresenceRegistry::key).toList());
        Map<UserId, List<PodEpoch>> written = new HashMap<>();
        Set<PodEpoch> named = new HashSet<>();
        for (int i = 0; found != null && i < asked.size(); i++) {
            String entries = found.get(i);
            if (entries != null) {
                List<PodEpoch> parsed = parse(entries);
                named.addAll(parsed);
                written.put(asked.get(i), parsed);
            }
        }
        if (named.isEmpty()) {
            return Map.of();
        }
        Set<PodEpoch> live = pods.live(named);
        Map<UserId, Set<PodEpoch>> present = new HashMap<>();
        written.forEach((user, entries) -> {
            Set<PodEpoch> here = new HashSet<>(entries);
            here.retainAll(live);
            if (!here.isEmpty()) {
                present.put(user, here);
            }
        });
        return present;
    }

    private static List<PodEpoch> parse(@Nullable String entries) {
        return entries == null || entries.isEmpty()
                ? List.of()
                : Arrays.stream(entries.split(" ")).map(PodEpoch::parse).toList();
    }

    private static String key(UserId user) {
        return "presence:" + user;
    }
}
