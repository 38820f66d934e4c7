package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each write of the REST API twice at one moment, forty times: both succeed, or a problem says why one does not. */
@Tag("both")
@SuppressWarnings("NullAway.Init")
class ConcurrentWritesIT extends RealPod {

    private static final int ROUNDS = Boolean.getBoolean("distrisocks.long") ? 40 : 5;
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    private UserId alice;
    private UserId bob;
    private HttpApi asAlice;
    private HttpApi nobody;

    @BeforeEach
    void logIn() {
        alice = user("alice");
        bob = user("bob");
        nobody = HttpApi.at(port);
        asAlice = nobody.with(token(alice, Duration.ofMinutes(10)));
    }

    @AfterAll
    static void end() {
        THREADS.close();
    }

    /** Two requests that are sent at one moment, and the pairs of statuses that are right. */
    enum Twice {
        REGISTER("/api/auth/register", "201 409") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.nobody, credentials("r" + round + test.alice, PASSWORD));
            }
        },
        REGISTER_WITH_ANOTHER_PASSWORD("/api/auth/register", "201 409") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                String name = "p" + round + test.alice;
                return Pair.of(test.nobody, credentials(name, PASSWORD), credentials(name, PASSWORD + "!"));
            }
        },
        REGISTER_IN_ANOTHER_CASE("/api/auth/register", "201 409") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                String name = "c" + round + test.alice;
                return Pair.of(
                        test.nobody, credentials(name, PASSWORD), credentials(name.toUpperCase(Locale.ROOT), PASSWORD));
            }
        },
        LOGIN("/api/auth/login", "200 200") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.nobody, credentials(test.alice.value(), PASSWORD));
            }
        },
        REFRESH("/api/auth/refresh", "200 200") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.nobody, test.refreshToken());
            }
        },
        LOGOUT("/api/auth/logout", "204 204") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.nobody, test.refreshToken());
            }
        },
        MESSAGE("/api/messages", "201 201") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.asAlice, body(test.bob, "c" + round, "hi"));
            }
        },
        MESSAGE_WITH_ANOTHER_BODY("/api/messages", "201 409") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.of(test.asAlice, body(test.bob, "d" + round, "hi"), body(test.bob, "d" + round, "another"));
            }
        },
        MESSAGE_WITHOUT_CLIENT_ID("/api/messages", "201 201") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.asAlice, "{\"receiver_id\":\"%s\",\"payload\":\"hi\"}".formatted(test.bob));
            }
        },
        READ("/api/conversations/{user}/read", "200 200") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.same(test.asBob(), "{\"message_id\":\"%s\"}".formatted(test.sent(round)));
            }
        },
        READ_OF_ANOTHER("/api/conversations/{user}/read", "200 200") {
            @Override
            Pair pair(ConcurrentWritesIT test, int round) {
                return Pair.of(
                        test.asBob(),
                        "{\"message_id\":\"%s\"}".formatted(test.sent(2 * round)),
                        "{\"message_id\":\"%s\"}".formatted(test.sent(2 * round + 1)));
            }
        };

        private final String path;
        private final Set<String> right;

        Twice(String path, String... right) {
            this.path = path;
            this.right = Set.of(right);
        }

        abstract Pair pair(ConcurrentWritesIT test, int round);
    }

    record Pair(HttpApi caller, String one, String other) {

        static Pair same(HttpApi caller, String body) {
            return new Pair(caller, body, body);
        }

        static Pair of(HttpApi caller, String one, String other) {
            return new Pair(caller, one, other);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersBoth(Twice twice) throws Exception {
        Map<String, Integer> seen = new TreeMap<>();
        List<Answer> problems = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Pair pair = twice.pair(this, round);
            String path = twice.path.replace("{user}", alice.value());
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Answer>> answers = new ArrayList<>();
            for (String body : List.of(pair.one(), pair.other())) {
                answers.add(THREADS.submit(() -> {
                    together.await();
                    return pair.caller().post(path, body);
                }));
            }
            Answer one = answers.getFirst().get();
            Answer other = answers.getLast().get();
            problems.addAll(Stream.of(one, other)
                    .filter(answer -> answer.status() >= 400)
                    .toList());
            seen.merge(
                    Math.min(one.status(), other.status()) + " " + Math.max(one.status(), other.status()),
                    1,
                    Integer::sum);
        }
        assertThat(twice.right).as("pairs of statuses: " + seen).containsAll(seen.keySet());
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.contentType()).startsWith("application/problem+json");
            assertThat(problem.body().path("detail").asString()).isNotEmpty();
        });
    }

    /** An endpoint that is new must be tried here as well. */
    @Test
    void triesEveryWrite() {
        Set<String> writes = mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> !mapping.getMethodsCondition().getMethods().equals(Set.of(RequestMethod.GET)))
                .map(RequestMappingInfo::getPatternValues)
                .flatMap(Set::stream)
                .filter(path -> path.startsWith("/api"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(List.of(Twice.values())).extracting(twice -> twice.path).hasSameElementsAs(writes);
    }

    private HttpApi asBob() {
        return nobody.with(token(bob, Duration.ofMinutes(10)));
    }

    /** The body with a refresh token of a new login. */
    private String refreshToken() {
        String token = nobody.post("/api/auth/login", credentials(alice.value(), PASSWORD))
                .body()
                .path("refresh_token")
                .asString();
        return "{\"refresh_token\":\"%s\"}".formatted(token);
    }

    /** The id of a message from Alice to Bob. */
    private String sent(int number) {
        return asAlice.post("/api/messages", body(bob, "m" + number, "hi"))
                .body()
                .path("message_id")
                .asString();
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }

    private static String body(UserId receiver, String clientId, String payload) {
        return "{\"client_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"%s\"}"
                .formatted(clientId, receiver, payload);
    }
}
