package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /v3/api-docs} describes the wire: each answer that it names is provoked and held against it. */
@SuppressWarnings("NullAway.Init")
class OpenApiIT extends RealPod {

    private static final String JSON = "application/json";
    private static final Map<String, String> CROSS_SITE = Map.of("Content-Type", JSON, "Sec-Fetch-Site", "cross-site");
    private static final String LONG = "x".repeat(400_000);

    private UserId alice;
    private UserId bob;
    private HttpApi asAlice;
    private HttpApi asBob;
    private HttpApi nobody;
    private ApiContract contract;

    @BeforeEach
    void read() throws Exception {
        alice = user("alice");
        bob = user("bob");
        nobody = HttpApi.at(port);
        asAlice = nobody.with(token(alice, Duration.ofMinutes(10)));
        asBob = nobody.with(token(bob, Duration.ofMinutes(10)));
        contract = new ApiContract(nobody.get("/v3/api-docs").body().toString());
    }

    /** 429 and 503 need a crowd or an outage, and have tests of their own. */
    @Test
    void describesEachAnswer() throws Exception {
        accounts();
        messages();
        conversations();
        cluster();

        Set<String> expected = contract.documented().stream()
                .filter(answer -> !answer.endsWith(" 429") && !answer.endsWith(" 503"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(contract.seen()).containsExactlyElementsOf(expected);
    }

    private void accounts() throws Exception {
        String name = "new-" + alice;
        String account = credentials(name, PASSWORD);
        String inCookie =
                "{\"username\":\"%s\",\"password\":\"%s\",\"refresh_in\":\"cookie\"}".formatted(name, PASSWORD);
        String own = "{\"user_id\":\"%s\"}".formatted(name);

        String register = "/api/auth/register";
        post(201, nobody, register, register, account);
        post(409, nobody, register, register, account);
        post(400, nobody, register, register, credentials("not a name", PASSWORD));
        post(400, nobody, register, register, "{}");
        post(400, nobody, register, register, "not JSON");
        String login = "/api/auth/login";
        Answer in = post(200, nobody, login, login, account);
        post(200, nobody, login, login, inCookie);
        post(401, nobody, login, login, credentials(name, "wrong password"));
        post(400, nobody, login, login, "{}");
        String token = "{\"refresh_token\":\"%s\"}"
                .formatted(in.body().path("refresh_token").asString());
        String refresh = "/api/auth/refresh";
        post(200, nobody, refresh, refresh, token);
        post(401, nobody, refresh, refresh, "{\"refresh_token\":\"none\"}");
        post(400, nobody, refresh, refresh, "{}");
        String logout = "/api/auth/logout";
        post(204, nobody, logout, logout, token);
        post(400, nobody, logout, logout, "{}");

        check(403, "POST", nobody, register, register, inCookie.replace(name, "b" + name), CROSS_SITE);
        check(403, "POST", nobody, login, login, inCookie, CROSS_SITE);
        check(403, "POST", nobody, refresh, refresh, own, CROSS_SITE);
        check(403, "POST", nobody, logout, logout, own, CROSS_SITE);
        for (String path : Set.of(register, login, refresh, logout)) {
            refusedByForm(nobody, path, path, account);
        }
    }

    private void messages() throws Exception {
        String path = "/api/messages";
        Answer sent = post(201, asAlice, path, path, message("c1", bob, "hi"));
        post(201, asAlice, path, path, "{\"receiver_id\":\"%s\",\"payload\":\"hi\"}".formatted(bob));
        post(409, asAlice, path, path, message("c1", bob, "another"));
        post(404, asAlice, path, path, message("c2", new UserId("no.such.user"), "hi"));
        post(400, asAlice, path, path, message("c3", bob, ""));
        post(400, asAlice, path, path, "not JSON");
        post(
                403,
                asAlice,
                path,
                path,
                "{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"x\"}".formatted(bob, alice));
        post(401, nobody, path, path, message("c4", bob, "hi"));
        refusedByForm(asAlice, path, path, message("c5", bob, "hi"));

        String id = sent.body().path("message_id").asString();
        for (String one : Set.of("/api/messages/{id}", "/api/messages/{id}/trace")) {
            get(200, asBob, one, one.replace("{id}", id));
            get(404, asBob, one, one.replace("{id}", UUID.randomUUID().toString()));
            get(400, asBob, one, one.replace("{id}", "none"));
            get(401, nobody, one, one.replace("{id}", id));
            notAcceptable("GET", asBob, one, one.replace("{id}", id), null);
        }
        String read = "/api/conversations/{user}/read";
        String of = read.replace("{user}", alice.value());
        String seen = "{\"message_id\":\"%s\"}".formatted(id);
        post(200, asBob, read, of, seen);
        post(404, asBob, read, of, "{\"message_id\":\"%s\"}".formatted(UUID.randomUUID()));
        post(400, asBob, read, of, "{}");
        post(401, nobody, read, of, seen);
        refusedByForm(asBob, read, of, seen);
    }

    private void conversations() throws Exception {
        String page = "/api/conversations/{user}/messages";
        String of = page.replace("{user}", alice.value());
        get(200, asBob, page, of + "?limit=1");
        get(400, asBob, page, of + "?limit=0");
        get(404, asBob, page, of + "?before=" + UUID.randomUUID());
        get(401, nobody, page, of);
        notAcceptable("GET", asBob, page, of, null);

        String all = "/api/conversations";
        get(200, asBob, all, all);
        get(401, nobody, all, all);
        notAcceptable("GET", asBob, all, all, null);

        String current = "/api/conversations/current";
        get(200, asBob, current, current + "?user=" + alice);
        get(400, asBob, current, current);
        get(401, nobody, current, current);
        notAcceptable("GET", asBob, current, current + "?user=" + alice, null);

        String users = "/api/users";
        get(200, asBob, users, users + "?q=" + alice);
        get(400, asBob, users, users + "?limit=0");
        get(401, nobody, users, users);
        notAcceptable("GET", asBob, users, users, null);

        String user = "/api/users/{user}";
        get(200, asBob, user, "/api/users/" + alice);
        get(404, asBob, user, "/api/users/no.such.user");
        get(400, asBob, user, "/api/users/no%20id");
        get(401, nobody, user, "/api/users/" + alice);
        notAcceptable("GET", asBob, user, "/api/users/" + alice, null);
    }

    private void cluster() throws Exception {
        HttpApi operator = nobody.with(token(new UserId(OPERATOR), Duration.ofMinutes(10)));
        String topology = "/api/topology";
        get(200, asBob, topology, topology);
        get(200, operator, topology, topology);
        get(401, nobody, topology, topology);
        notAcceptable("GET", asBob, topology, topology, null);

        String origins = "/api/origins";
        get(200, asBob, origins, origins);
        get(401, nobody, origins, origins);
        notAcceptable("GET", asBob, origins, origins, null);
    }

    /** Nothing of the request is read: it is too long, of another type, or wants another type. */
    private void refusedByForm(HttpApi caller, String path, String at, String body) throws Exception {
        check(413, "POST", caller, path, at, LONG, Map.of("Content-Type", JSON));
        check(415, "POST", caller, path, at, body, Map.of("Content-Type", "text/plain"));
        notAcceptable("POST", caller, path, at, body);
    }

    private void notAcceptable(String method, HttpApi caller, String path, String at, @Nullable String body)
            throws Exception {
        check(406, method, caller, path, at, body, Map.of("Content-Type", JSON, "Accept", "text/csv"));
    }

    private void get(int status, HttpApi caller, String path, String at) throws Exception {
        check(status, "GET", caller, path, at, null, Map.of());
    }

    private Answer post(int status, HttpApi caller, String path, String at, String body) throws Exception {
        return check(status, "POST", caller, path, at, body, Map.of("Content-Type", JSON));
    }

    private Answer check(
            int status,
            String method,
            HttpApi caller,
            String path,
            String at,
            @Nullable String body,
            Map<String, String> headers)
            throws Exception {
        Answer answer = caller.send(method, at, body, headers);
        assertThat(answer.status()).as("%s %s: %s", method, at, answer.body()).isEqualTo(status);
        contract.check(method, path, body, answer);
        return answer;
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }

    private static String message(String clientId, UserId receiver, String payload) {
        return "{\"client_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"%s\"}"
                .formatted(clientId, receiver, payload);
    }
}
