package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and cannot be sent: too long, refused, fatal to the connection, or without a place to be kept. */
@InBrowser
class OutboxIT {

    private static final int MOST_BYTES = 65_536;

    /** Longer than any frame that a pod reads, shorter than a WebSocket message that Jetty would refuse. */
    private static final int FATAL = 200_000;

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    OutboxIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @BeforeEach
    void meet() {
        alice = people.register("alice");
        bob = people.register("bob");
    }

    @Test
    void refusesInTheComposerWhatIsTooLong() {
        try (ChatPage page = open(alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.pick(bob);
            Locator count = page.page().getByTestId("composer-count");
            page.composer().fill("é".repeat(20_000));
            assertThat(count).isHidden();
            page.composer().fill("x".repeat(MOST_BYTES - 10));
            assertThat(count).hasText("10 bytes left");

            String tooLong = "x".repeat(270_000);
            page.composer().fill(tooLong);
            assertThat(count).containsText("Too long by 204,464 bytes");
            assertThat(page.page().getByTestId("send")).isDisabled();
            page.composer().press("Enter");
            assertThat(page.composer()).hasValue(tooLong);

            page.write("short again");
            page.seesStatus("short again", "DELIVERED");
            assertThat(page.page().getByTestId("bubble")).hasCount(1);
            assertThat(receiver.messages().next().payload()).isEqualTo("short again");
            page.isOn("pod-0");
        }
    }

    @Test
    void givesUpAMessageThatClosesTheConnectionAndSendsTheOthers() {
        String carol = people.register("carol");
        try (ChatPage page = open(alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1));
                ChatClient other = people.connect(carol, cluster.pod(1))) {
            page.isOn("pod-0");
            keep(page, Map.of("receiver_id", bob, "payload", "poison " + "x".repeat(FATAL)), 1);
            keep(page, Map.of("receiver_id", bob, "payload", "to the same"), 2);
            keep(page, Map.of("receiver_id", carol, "payload", "to another"), 3);
            page.page().reload();

            assertThat(receiver.messages().next().payload()).isEqualTo("to the same");
            assertThat(other.messages().next().payload()).isEqualTo("to another");
            page.pick(bob);
            page.seesStatus("poison", "failed");
            page.seesStatus("to the same", "DELIVERED");
            page.page().reload();
            page.seesStatus("poison", "failed");
            page.write("and so on");
            page.seesStatus("and so on", "DELIVERED");

            page.bubble("poison").getByTestId("edit").click();
            assertThat(page.bubble("poison")).hasCount(0);
            assertThat(page.composer()).hasValue("poison " + "x".repeat(FATAL));
            assertThat(page.page().getByTestId("send")).isDisabled();
        }
    }

    @Test
    void letsTheUserRetryEditAndDiscardWhatWasRefused() {
        try (ChatPage page = open(alice)) {
            page.pick(bob);
            page.write("no letter \u0000");
            Locator refused = page.bubble("no letter");
            assertThat(refused).hasAttribute("data-status", "failed");
            refused.getByTestId("retry").click();
            assertThat(refused.locator(".bubble-failure")).isVisible();
            page.write("the next one goes");
            page.seesStatus("the next one goes", "NONE");

            assertThat(refused.getByTestId("edit").evaluate("""
                            button => {
                              button.click();
                              return document.activeElement.value;
                            }"""))
                    .as("the composer, in the same moment")
                    .isEqualTo("no letter \u0000");
            page.page().keyboard().press("Backspace");
            page.page().keyboard().press("Enter");
            page.seesStatus("no letter", "NONE");
        }
    }

    @Test
    void discardsWhatWaitsForAConnectionInAllTabs() {
        try (ChatPage page = open(alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-0");
            page.pick(bob);
            page.cutSockets(true);
            page.page().reload();
            page.write("never mind");
            page.write("this one stays");
            ChatPage other = page.tab(cluster.pod(0).url() + "/#" + bob);
            other.seesStatus("never mind", "pending");

            page.composer().fill("half a sen");
            page.bubble("never mind").getByTestId("discard").click();

            assertThat(other.composer()).hasValue("half a sen");
            assertThat(page.bubble("never mind")).hasCount(0);
            assertThat(other.bubble("never mind")).hasCount(0);
            page.cutSockets(false);
            assertThat(receiver.messages().next().payload()).isEqualTo("this one stays");
            page.seesStatus("this one stays", "DELIVERED");
            other.seesStatus("this one stays", "DELIVERED");
            assertThat(receiver.messages().size()).isZero();
        }
    }

    /** Each script breaks what a browser may forbid, before the page runs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
                        + " { get() { throw new DOMException('no', 'SecurityError'); } })",
                "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
                "for (const name of ['getItem', 'setItem', 'removeItem', 'key']) Storage.prototype[name] = () => { throw new Error('broken'); }",
                "BroadcastChannel = class { constructor() { throw new DOMException('no', 'SecurityError'); } }",
                "window.Notification = class { static permission = 'granted'; constructor() { throw new TypeError('Illegal constructor.'); } };"
                        + " localStorage.setItem('distrisocks/1/notify', 'on');"
                        + " Object.defineProperty(document, 'hidden', { get: () => true })"
            })
    void opensAndSendsWhateverTheBrowserForbids(String breakage) {
        String text = "from a bare browser " + UUID.randomUUID();
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url());
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.page().addInitScript(breakage);
            page.page().reload();
            page.signIn(alice, TestPeople.PASSWORD).isOn("pod-0");
            page.pick(bob);
            page.write(text);
            page.seesStatus(text, "DELIVERED");
            assertThat(receiver.messages().next().payload()).isEqualTo(text);
            receiver.send(alice, "an answer").await();
            page.seesOnce("an answer");
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void opensOverEntriesThatNobodyCanRead() {
        List<String> garbage = List.of("", "null", "{", "[]", "7", "{\"message\":{},\"strikes\":0}", "{\"text\":{}}");
        try (ChatPage page = open(alice)) {
            page.isOn("pod-0");
            page.page().evaluate("""
                    ([me, garbage]) => garbage.forEach((text, place) => {
                      localStorage.setItem(`distrisocks/1/waiting/${me}/${place}`, text);
                      localStorage.setItem(`distrisocks/1/draft/${me}/${place}`, text);
                      localStorage.setItem(`distrisocks.waiting.${me}.${place}`, text);
                      localStorage.setItem(`distrisocks.draft.${me}.${place}`, text);
                    })""", List.of(alice, garbage));
            page.page().reload();
            page.isOn("pod-0");
            page.pick(bob);
            page.write("still here");
            page.seesStatus("still here", "NONE");
            assertThat(page.page()
                            .evaluate("Object.keys(localStorage).filter(name => /waiting|draft/.test(name)).length"))
                    .isEqualTo(0);
            assertThat(page.errors()).isEmpty();
        }
    }

    /** As if that had been written before the page was loaded. */
    private void keep(ChatPage page, Map<String, String> fields, int second) {
        page.page().evaluate("""
                ([me, fields, second]) => {
                  const client_id = crypto.randomUUID();
                  const created_at = new Date(Date.now() - 60_000 + second * 1000).toISOString();
                  const message = { client_id, sender_id: me, status: 'pending', created_at, ...fields };
                  localStorage.setItem(`distrisocks/1/waiting/${me}/${client_id}`, JSON.stringify({ message, strikes: 0 }));
                }""", List.of(alice, fields, second));
    }

    private ChatPage open(String user) {
        return new ChatPage(browser, cluster.pod(0).url()).signIn(user, TestPeople.PASSWORD);
    }
}
