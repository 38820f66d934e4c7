package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day with the chat: reloads, tabs, devices, a socket that does not come, and what is unread. */
@InBrowser
class ChatIT {

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    ChatIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @BeforeEach
    void meet() throws Exception {
        alice = people.register("alice");
        bob = people.register("bob");
    }

    @Test
    void staysSignedInOverAReloadAndSignsOutOfAllTabs() {
        try (ChatPage page = open(0, alice)) {
            page.isOn("pod-0");
            assertThat(page.page().evaluate("JSON.stringify([localStorage, sessionStorage]) + document.cookie"))
                    .asString()
                    .doesNotContain("eyJ")
                    .doesNotContain("refresh");

            page.page().reload();
            page.isOn("pod-0");
            ChatPage other = page.tab(cluster.pod(0).url());
            other.isOn("pod-0");
            other.page()
                    .getByRole(
                            AriaRole.BUTTON, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Sign out"))
                    .click();

            assertThat(page.signInForm()).isVisible();
            page.page().reload();
            assertThat(page.signInForm()).isVisible();
        }
    }

    @Test
    void twoPeopleShareABrowser() {
        try (ChatPage one = open(0, alice)) {
            ChatPage two = one.tab(cluster.pod(1).url()).signIn(bob, TestPeople.PASSWORD);
            two.isOn("pod-1");

            one.page().reload();
            two.page().reload();

            assertThat(one.page().locator(".account-name")).hasText(alice);
            assertThat(two.page().locator(".account-name")).hasText(bob);
        }
    }

    @Test
    void keepsWhatWaitsAndWhatIsHalfWrittenOverAReload() {
        String text = "written without a connection " + UUID.randomUUID();
        try (ChatPage page = open(0, alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-0");
            page.pick(bob);
            page.cutSockets(true);
            page.page().reload();
            assertThat(page.banner()).isVisible();

            page.write(text);
            page.seesStatus(text, "pending");
            page.composer().fill("half a sen");
            page.page().reload();

            page.seesStatus(text, "pending");
            assertThat(page.composer()).hasValue("half a sen");
            assertThat(receiver.messages().size()).isZero();
            page.reconnect();
            page.seesStatus(text, "DELIVERED");
            page.seesOnce(text);
            assertThat(page.banner()).isHidden();
            page.page().reload();
            page.seesOnce(text);
            page.seesStatus(text, "DELIVERED");
            assertThat(receiver.messages().next().payload()).isEqualTo(text);
            assertThat(receiver.messages().size()).isZero();
            assertThat(page.composer()).hasValue("half a sen");
        }
    }

    /** Not as soon as a socket has it: its page may be frozen. */
    @Test
    void showsTwoTicksWhenThePageOfTheOtherHasAcknowledged() {
        String text = "is it there " + UUID.randomUUID();
        try (ChatPage reader = open(1, bob);
                ChatPage writer = open(0, alice)) {
            reader.isOn("pod-1");
            writer.isOn("pod-0");
            reader.loseAcks(true);
            reader.pick(alice);
            writer.pick(bob);
            writer.write(text);
            reader.seesOnce(text);
            // By the time at which an answer has come, a tick that waits for no ACK would have come too.
            String answer = "it is " + UUID.randomUUID();
            reader.write(answer);
            writer.seesOnce(answer);
            writer.seesStatus(text, "SENT");

            reader.loseAcks(false);
            reader.page().reload();

            writer.seesStatus(text, "DELIVERED");
            reader.pick(alice);
            reader.seesOnce(text);
        }
    }

    @Test
    void twoTabsAgreeOnDrafts() {
        try (ChatPage one = open(0, alice)) {
            one.isOn("pod-0");
            ChatPage two = one.tab(cluster.pod(0).url());
            two.isOn("pod-0");
            one.pick(bob);
            two.pick(bob);

            one.composer().fill("half a sen");
            assertThat(two.composer()).hasValue("half a sen");
            two.composer().fill("half a sentence");
            assertThat(one.composer()).hasValue("half a sentence");
            two.page().getByTestId("send").click();

            assertThat(one.composer()).hasValue("");
            one.seesOnce("half a sentence");
        }
    }

    @Test
    void devicesAgreeOnWhatIsUnread() {
        try (ChatPage desk = open(0, bob);
                ChatPage phone = open(1, bob);
                ChatClient sender = people.connect(alice, cluster.pod(0))) {
            desk.isOn("pod-0");
            phone.isOn("pod-1");
            sender.send(bob, "one").await();
            sender.send(bob, "two").await();
            assertThat(desk.person(alice).locator(".badge")).containsText("2");
            assertThat(phone.person(alice).locator(".badge")).containsText("2");
            assertThat(desk.page()).hasTitle("(2) distriSocks");
            assertThat(phone.person(alice).locator(".presence-dot")).isVisible();

            desk.page().reload();
            assertThat(desk.person(alice).locator(".badge")).containsText("2");
            desk.person(alice).click();

            assertThat(phone.person(alice).locator(".badge")).hasCount(0);
            assertThat(phone.page()).hasTitle("distriSocks");
            assertThat(desk.page().locator(".log-new + message-bubble .bubble-words"))
                    .hasText("one");
            phone.page().reload();
            phone.isOn("pod-1");
            assertThat(phone.person(alice).locator(".badge")).hasCount(0);
        }
    }

    @Test
    void whatOneDeviceSendsTheOthersShowWithItsTicks() {
        try (ChatPage desk = open(0, alice);
                ChatPage phone = open(1, alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            desk.isOn("pod-0");
            phone.isOn("pod-1");
            desk.pick(bob);
            phone.pick(bob);

            desk.write("from the desk");

            phone.seesStatus("from the desk", "DELIVERED");
            desk.seesStatus("from the desk", "DELIVERED");
            phone.seesOnce("from the desk");
            assertThat(receiver.messages().next().payload()).isEqualTo("from the desk");
            assertThat(receiver.messages().size()).isZero();
        }
    }

    @Test
    void tellsWhyAMessageIsNotSentAndSendsItAgain() {
        String refused = "no server stores \u0000 ";
        try (ChatPage page = open(0, alice)) {
            page.isOn("pod-0");
            page.pick(bob);
            page.write(refused + "1");
            page.write(refused + "2");

            Locator failures = page.page().locator(".bubble-failure");
            assertThat(failures).hasCount(2);
            assertThat(failures.first()).containsText("Not sent: payload");
            page.page().reload();
            assertThat(failures).hasCount(2);
            page.page().getByTestId("retry-all").click();
            assertThat(failures).hasCount(2);
            failures.first().getByTestId("discard").click();
            failures.first().getByTestId("discard").click();
            page.page().reload();
            page.isOn("pod-0");
            assertThat(page.page().getByTestId("bubble")).hasCount(0);
        }
    }

    @Test
    void tellsTheWayOfAMessage() {
        try (ChatPage page = open(0, alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-0");
            page.pick(bob);
            page.write("how far are you?");
            page.seesStatus("how far are you?", "DELIVERED");

            page.bubble("how far are you?").getByTestId("info").click();

            Locator info = page.page().getByTestId("message-info");
            assertThat(info.locator("[data-status]")).hasCount(3);
            assertThat(info.locator("[data-status=DELIVERED]")).containsText("by pod-1");
            String id = receiver.messages().next().messageId();
            assertThat(info.getByTestId("trace")).hasAttribute("href", "/cluster#trace=" + id);
            page.page().keyboard().press("Escape");
            assertThat(info).isHidden();
        }
    }

    @Test
    void writesByKeyboardAlone() {
        try (ChatPage page = open(0, alice);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-0");
            var keyboard = page.page().keyboard();
            keyboard.press("Control+k");
            keyboard.type(bob);
            assertThat(page.person(bob)).isVisible();
            keyboard.press("Enter");
            assertThat(page.composer()).isFocused();
            keyboard.type("first line");
            keyboard.press("Shift+Enter");
            keyboard.type("https://example.org/ second");
            keyboard.press("Enter");

            page.seesOnce("first line");
            assertThat(page.page().locator(".bubble-words a")).hasAttribute("href", "https://example.org/");
            assertThat(receiver.messages().next().payload()).isEqualTo("first line\nhttps://example.org/ second");
            page.page().getByTestId("info").focus();
            keyboard.press("Enter");
            assertThat(page.page().getByTestId("message-info")).isVisible();
        }
    }

    private ChatPage open(int pod, String user) {
        return new ChatPage(browser, cluster.pod(pod).url()).signIn(user, TestPeople.PASSWORD);
    }
}
