package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Enter writes to nobody but the person whom one sees, and sends nothing that is not finished. */
@Tag("long")
@InBrowser
class KeysIT {

    /** What a browser reports as the code of a key that an input method has handled. */
    private static final int HANDLED_BY_INPUT_METHOD = 229;

    private static final int ENTER = 13;

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;
    private String carol;

    KeysIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @BeforeEach
    void meet() {
        alice = people.register("alice");
        bob = people.register("bob");
        carol = people.register("carol");
    }

    @Test
    void enterInTheSearchOpensNobodyBeforeTheyAreFound() {
        try (ChatPage chat = open(alice)) {
            Page page = chat.page();
            chat.pick(bob);
            chat.write("the first in the list");
            chat.seesOnce("the first in the list");
            AtomicReference<Route> answer = new AtomicReference<>();
            page.route("**/api/users?*" + carol, answer::set);

            page.getByTestId("person-search").focus();
            page.waitForRequest("**/api/users?*" + carol, () -> {
                page.keyboard().type(carol);
                page.keyboard().press("Enter");
            });
            assertThat(page.evaluate("location.hash")).isEqualTo("#" + bob);

            answer.get().resume();
            assertThat(chat.person(carol)).isVisible();
            assertThat(page.evaluate("location.hash")).isEqualTo("#" + bob);
            page.keyboard().press("Enter");
            assertThat(page.locator(".conversation-names")).containsText(carol);
        }
    }

    @Test
    void enterInTheSearchOpensNobodyWhoWasFoundByAnotherText() {
        try (ChatPage chat = open(alice)) {
            Page page = chat.page();
            page.getByTestId("person-search").fill(bob);
            assertThat(chat.person(bob)).isVisible();
            page.route("**/api/users?*" + carol, route -> {});

            page.getByTestId("person-search").fill(carol);
            page.keyboard().press("Enter");

            assertThat(page.evaluate("location.hash")).isEqualTo("");
        }
    }

    @Test
    void aHeldEnterDoesNotSendTheDraftThatItOpens() {
        try (ChatPage chat = open(alice)) {
            Page page = chat.page();
            chat.pick(bob);
            chat.composer().fill("half a sen");
            page.getByTestId("person-search").fill(bob);
            assertThat(chat.person(bob)).isVisible();

            page.getByTestId("person-search").focus();
            page.keyboard().down("Enter");
            chat.composer().focus();
            page.keyboard().down("Enter");
            page.keyboard().up("Enter");

            assertThat(chat.composer()).hasValue("half a sen");
            page.keyboard().press("Enter");
            chat.seesOnce("half a sen");
        }
    }

    @Test
    void writesToThePersonWhomTheComposerShows() {
        try (ChatPage chat = open(alice);
                ChatClient right = people.connect(bob, cluster.pod(1));
                ChatClient wrong = people.connect(carol, cluster.pod(1))) {
            Page page = chat.page();
            chat.pick(carol);
            chat.pick(bob);
            assertThat(page.locator(".conversation-names")).containsText(bob);
            chat.composer().fill("for Bob alone");

            // Between the change of the address and the next frame the page still shows the old conversation.
            page.evaluate("""
                    carol => {
                      addEventListener('hashchange', () => document.querySelector('[data-testid=send]').click(), {once: true});
                      location.hash = carol;
                    }""", carol);

            assertThat(right.messages().next().payload()).isEqualTo("for Bob alone");
            assertThat(page.locator(".conversation-names")).containsText(carol);
            assertThat(chat.composer()).hasValue("");
            assertThat(wrong.messages().size()).isZero();
        }
    }

    @Test
    void enterThatEndsACompositionSendsNothing() {
        try (ChatPage chat = open(alice)) {
            Page page = chat.page();
            chat.pick(bob);
            chat.composer().focus();
            CDPSession keys = page.context().newCDPSession(page);
            keys.send("Input.imeSetComposition", composition("にほん"));
            enter(keys, HANDLED_BY_INPUT_METHOD);
            keys.send("Input.insertText", text("日本"));
            // Safari ends the composition first, and the keydown comes then.
            enter(keys, HANDLED_BY_INPUT_METHOD);

            assertThat(chat.composer()).hasValue("日本");
            assertThat(page.getByTestId("bubble")).hasCount(0);
            enter(keys, ENTER);
            chat.seesOnce("日本");
        }
    }

    @Test
    void enterThatEndsACompositionOpensAndSubmitsNothing() {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url())) {
            Page page = chat.page();
            CDPSession keys = page.context().newCDPSession(page);
            page.getByTestId("username").focus();
            enter(keys, HANDLED_BY_INPUT_METHOD);
            assertThat(page.locator("[role=alert]")).isEmpty();

            chat.signIn(alice, TestPeople.PASSWORD).isOn("pod-0");
            page.getByTestId("person-search").fill(bob);
            assertThat(chat.person(bob)).isVisible();
            page.getByTestId("person-search").focus();
            enter(keys, HANDLED_BY_INPUT_METHOD);
            assertThat(page.evaluate("location.hash")).isEqualTo("");
            enter(keys, ENTER);
            assertThat(page.locator(".conversation-names")).containsText(bob);
        }
    }

    private static void enter(CDPSession keys, int keyCode) {
        JsonObject key = new JsonObject();
        key.addProperty("type", "keyDown");
        key.addProperty("key", "Enter");
        key.addProperty("code", "Enter");
        key.addProperty("text", "\r");
        key.addProperty("windowsVirtualKeyCode", keyCode);
        keys.send("Input.dispatchKeyEvent", key);
        key.addProperty("type", "keyUp");
        key.remove("text");
        keys.send("Input.dispatchKeyEvent", key);
    }

    private static JsonObject text(String value) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("text", value);
        return arguments;
    }

    private static JsonObject composition(String value) {
        JsonObject arguments = text(value);
        arguments.addProperty("selectionStart", value.length());
        arguments.addProperty("selectionEnd", value.length());
        return arguments;
    }

    private ChatPage open(String user) {
        ChatPage chat = new ChatPage(browser, cluster.pod(0).url()).signIn(user, TestPeople.PASSWORD);
        chat.isOn("pod-0");
        return chat;
    }
}
