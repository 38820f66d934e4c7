package org.distrisocks.presence;

import java.util.ArrayList;
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
 * epoch holds, so entries of dead pods do no harm; a pod's new entry takes the place of its older epochs'. Changes are
 * Lua scripts, so two pods never lose each other's entry.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} if Redis does not answer.
 */
@Component
public class PresenceRegistry {

    private static final RedisScript<Void> ADD = RedisScript.of("""
            local pod = string.match(ARGV[1], '^(.*)@')
            local kept = {}
            for entry in string.gmatch(redis.call('GET', KEYS[1]) or '', '%S+') do
              if string.match(entry, '^(.*)@') ~= pod then kept[#kept + 1] = entry end
            end
            kept[#kept + 1] = ARGV[1]
            redis.call('SET', KEYS[1], table.concat(kept, ' '))
            """);

    private static final RedisScript<Void> REMOVE = RedisScript.of("""
            local kept = {}
            for entry in string.gmatch(redis.call('GET', KEYS[1]) or '', '%S+') do
              if entry ~= ARGV[1] then kept[#kept + 1] = entry end
            end
            if #kept == 0 then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], table.concat(kept, ' ')) end
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

    /** The user's first session on this pod has opened. Repeating it changes nothing. */
    public void add(UserId user) {
        redis.execute(ADD, List.of(key(user)), self.toString());
    }

    /** The user's last session on this pod has closed. Entries of other pods, and of other epochs, stay. */
    public void remove(UserId user) {
        redis.execute(REMOVE, List.of(key(user)), self.toString());
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
        Map<String, PodEpoch> named = new HashMap<>();
        for (int i = 0; found != null && i < asked.size(); i++) {
            String entries = found.get(i);
            if (entries != null) {
                List<PodEpoch> parsed = new ArrayList<>();
                for (String entry : entries.split(" ")) {
                    parsed.add(named.computeIfAbsent(entry, PodEpoch::parse));
                }
                written.put(asked.get(i), parsed);
            }
        }
        if (named.isEmpty()) {
            return Map.of();
        }
        Set<PodEpoch> live = pods.live(named.values());
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

    private static String key(UserId user) {
        return "presence:" + user;
    }
}
