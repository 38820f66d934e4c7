package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.distrisocks.HttpApi;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Promise 9: who stays logged in, and until when. */
@SuppressWarnings("NullAway.Init")
class RefreshIT extends RealPod {

    @Autowired
    private RefreshTokens tokens;

    @Autowired
    private RefreshProperties properties;

    private UserId alice;
    private HttpApi api;

    @BeforeEach
    void makeUser() {
        alice = user("alice");
        api = HttpApi.at(port);
    }

    @Test
    void aLoginIsRefreshedAgainAndAgain() {
        Answer login =
                api.post("/api/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(alice, PASSWORD));
        Answer second = refresh(login.body().path("refresh_token").asString());
        Answer third = refresh(second.body().path("refresh_token").asString());

        assertThat(third.status()).isEqualTo(200);
        assertThat(third.body().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(third.body().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(api.with(third.body().path("access_token").asString())
                        .get("/api/conversations")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsUsedTwiceEndsTheLoginForBoth() {
        String first = tokens.begin(alice);
        String other = tokens.begin(alice);
        String second = refresh(first).body().path("refresh_token").asString();
        endGrace();

        assertRefused(refresh(first));
        assertRefused(refresh(second));
        assertThat(refresh(other).status()).as("another login of the same user").isEqualTo(200);
    }

    @Test
    void allWhoUseATokenAtOnceGetTheSameNextOne() throws Exception {
        String token = tokens.begin(alice);
        List<Callable<Answer>> uses = Collections.nCopies(8, () -> refresh(token));

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(uses).stream().map(Future::resultNow).toList();
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream()
                        .map(answer -> answer.body().path("refresh_token").asString())
                        .distinct())
                .hasSize(1)
                .doesNotContain(token);
    }

    @Test
    void aTokenBeforeTheLastEndsTheLoginWithinTheGraceToo() {
        String first = tokens.begin(alice);
        String second = refresh(first).body().path("refresh_token").asString();
        String third = refresh(second).body().path("refresh_token").asString();

        assertRefused(refresh(first));
        assertRefused(refresh(third));
    }

    @Test
    void logoutEndsTheLogin() {
        String token = tokens.begin(alice);

        assertThat(logout(token)).isEqualTo(204);
        assertRefused(refresh(token));
        assertThat(logout(token)).isEqualTo(204);
    }

    @Test
    void aLoginEndsWhenItIsNotUsed() {
        String token = tokens.begin(alice);
        sql.update("update logins set expires_at = now() where user_id = ?", alice.value());

        assertRefused(refresh(token));
    }

    @Test
    void theOldestOfTooManyLoginsEnds() {
        List<String> logins = IntStream.rangeClosed(0, properties.logins())
                .mapToObj(_ -> tokens.begin(alice))
                .toList();

        assertRefused(refresh(logins.getFirst()));
        assertThat(refresh(logins.get(1)).status()).isEqualTo(200);
        assertThat(refresh(logins.getLast()).status()).isEqualTo(200);
    }

    @Test
    void theDatabaseCannotTellTheToken() {
        String secret = tokens.begin(alice).split("\\.", -1)[1];

        assertThat(sql.queryForObject(
                        "select encode(secret_hash, 'escape') from logins where user_id = ?",
                        String.class,
                        alice.value()))
                .doesNotContain(secret);
    }

    private void endGrace() {
        sql.update("update logins set rotated_at = rotated_at - interval '11 s' where user_id = ?", alice.value());
    }

    private Answer refresh(String token) {
        return api.post("/api/auth/refresh", body(token));
    }

    private int logout(String token) {
        return api.post("/api/auth/logout", body(token)).status();
    }

    private static String body(String token) {
        return "{\"refresh_token\":\"%s\"}".formatted(token);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("detail").asString()).isEqualTo("the refresh token is not valid, or no longer");
    }
}
