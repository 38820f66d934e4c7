package org.distrisocks.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.distrisocks.HttpApi;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.Conversations;
import org.distrisocks.inbox.MessageStore;
import org.distrisocks.presence.PresenceRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is unread and who is online, as the server tells all devices alike. */
@SuppressWarnings("NullAway.Init")
class ConversationIT extends RealPod {

    @Autowired
    private MessageStore store;

    @Autowired
    private PresenceRegistry presence;

    private UserId alice;
    private UserId bob;
    private HttpApi bobsApi;

    @BeforeEach
    void logIn() {
        alice = user("alice");
        bob = user("bob");
        bobsApi = HttpApi.at(port).as(bob, PASSWORD);
    }

    @Test
    void countsWhatIsUnreadUntilItIsRead() {
        List<String> ids = List.of(send("one"), send("two"), send("three"));
        assertThat(unread()).isEqualTo(3);

        Answer read = read(ids.get(1));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().path("unread").asInt()).isEqualTo(1);
        assertThat(unread()).isEqualTo(1);
    }

    @Test
    void aMarkNeverGoesBack() {
        List<String> ids = List.of(send("one"), send("two"));
        read(ids.get(1));

        assertThat(read(ids.get(0)).body().path("unread").asInt()).isZero();
        assertThat(unread()).isZero();
    }

    @Test
    void onesOwnMessagesAreNotUnreadAndNotMarks() {
        var mine = message(bob, alice, "c", "hi");
        store.store(List.of(mine));

        assertThat(unread()).isZero();
        assertThat(read(mine.id().toString()).status()).isEqualTo(404);
        assertThat(read(UUID.randomUUID().toString()).status()).isEqualTo(404);
    }

    @Test
    void aMessageToOneselfIsNotUnread() {
        store.store(List.of(message(bob, bob, "note", "buy milk")));

        assertThat(listed().path("user_id").asString()).isEqualTo(bob.value());
        assertThat(listed().path("unread").asInt(-1)).isZero();
        assertThat(bobsApi.get("/api/conversations/current?user=" + bob)
                        .body()
                        .path(0)
                        .path("unread")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void nobodyMarksForAnother() {
        String id = send("one");
        HttpApi carol = HttpApi.at(port).as(user("carol"), PASSWORD);

        assertThat(carol.post("/api/conversations/" + alice + "/read", "{\"message_id\":\"" + id + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(unread()).isEqualTo(1);
    }

    @Test
    void countsNoFurtherThanTheBound() {
        for (int i = 0; i <= Conversations.MOST_UNREAD; i++) {
            send("text " + i);
        }

        assertThat(unread()).isEqualTo(Conversations.MOST_UNREAD);
    }

    @Test
    void tellsWhoIsOnline() {
        send("one");
        assertThat(listed().path("online").asBoolean(true)).isFalse();

        presence.add(alice);
        assertThat(listed().path("online").asBoolean(false)).isTrue();
        assertThat(current().path("online").asBoolean(false)).isTrue();

        presence.remove(alice);
        assertThat(current().path("online").asBoolean(true)).isFalse();
    }

    @Test
    void tellsStrangersNothing() {
        presence.add(alice);

        assertThat(bobsApi.get("/api/conversations/current?user=" + alice).body())
                .isEmpty();
        presence.remove(alice);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(bobsApi.post("/api/conversations/" + alice + "/read", "{}")
                        .body()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("message_id");
        assertThat(bobsApi.get("/api/conversations/current?user="
                                + String.join("&user=", "x".repeat(51).split("")))
                        .status())
                .isEqualTo(400);
        assertThat(bobsApi.get("/api/conversations/current").status()).isEqualTo(400);
    }

    private String send(String text) {
        var message = message(alice, bob, UUID.randomUUID().toString(), text);
        store.store(List.of(message));
        return message.id().toString();
    }

    private Answer read(String messageId) {
        return bobsApi.post("/api/conversations/" + alice + "/read", "{\"message_id\":\"%s\"}".formatted(messageId));
    }

    private JsonNode listed() {
        return bobsApi.get("/api/conversations").body().path(0);
    }

    private JsonNode current() {
        return bobsApi.get("/api/conversations/current?user=" + alice).body().path(0);
    }

    private int unread() {
        int listed = listed().path("unread").asInt();
        assertThat(current().path("unread").asInt()).isEqualTo(listed);
        return listed;
    }
}
