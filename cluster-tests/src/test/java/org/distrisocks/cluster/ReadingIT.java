package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where one begins to read, and what counts as read. */
@Tag("long")
@InBrowser
class ReadingIT {

    /** A browser without a window has no notifications. */
    private static final String NOTIFICATIONS = """
            window.notified = [];
            window.Notification = class {
              static permission = 'granted';
              static requestPermission = async () => 'granted';
              constructor(title) {
                notified.push(title);
              }
            };""";

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    ReadingIT(Cluster cluster, Browser browser) {
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
    void opensAtTheFirstUnreadMessageThoughItIsOlderThanAPage() {
        try (ChatPage chat = open(bob)) {
            Page page = chat.page();
            write(alice, bob, 0, 5);
            assertThat(chat.person(alice).locator(".person-text")).hasText("message 4.");
            page.waitForResponse(
                    answer -> answer.url().endsWith("/read") && answer.ok(),
                    () -> chat.person(alice).click());
            page.evaluate("location.hash = ''");
            write(alice, bob, 5, 65);
            assertThat(chat.person(alice).locator(".person-text")).hasText("message 64.");
            page.reload();
            seesUnread(chat, "60");

            chat.person(alice).click();

            Locator divider = page.locator(".log-new");
            assertThat(divider).isInViewport();
            assertThat(page.locator(".log-new + message-bubble .bubble-words")).containsText("message 5.");
            assertThat(page.locator(".log-new + message-bubble")).isInViewport();
            assertThat(chat.bubble("message 4.")).isVisible();
            assertThat(page).hasTitle("distriSocks");
            page.getByText("To the newest messages").click();
            assertThat(chat.bubble("message 64.")).isInViewport();
        }
    }

    @Test
    void whatComesWhileOneLooksIsFollowed() {
        try (ChatPage chat = open(bob)) {
            write(alice, bob, 0, 2);
            chat.person(alice).click();
            assertThat(chat.page().locator(".log-new")).isInViewport();

            write(alice, bob, 2, 30);

            assertThat(chat.bubble("message 29.")).isInViewport();
        }
    }

    @Test
    void badgeAndTitleSayTheSameAlsoBeyondWhatIsCounted() {
        try (ChatPage chat = open(bob)) {
            write(alice, bob, 0, 105);
            seesUnread(chat, "99+");
            chat.page().reload();
            seesUnread(chat, "99+");

            chat.person(alice).click();

            assertThat(chat.page().locator(".log-new")).hasText("The newest 100 unread messages");
            assertThat(chat.page().locator(".log-new + message-bubble .bubble-words"))
                    .containsText("message 5.");
            assertThat(chat.page().locator(".log-new")).isInViewport();
        }
    }

    @Test
    void theTitleFollowsWhileTheBrowserDrawsNothing() {
        try (ChatPage chat = open(bob)) {
            chat.page().evaluate("window.requestAnimationFrame = () => 0");
            write(alice, bob, 0, 1);
            assertThat(chat.page()).hasTitle("(1) distriSocks");
        }
    }

    @Test
    void aMessageToOneselfIsNotUnread() {
        try (ChatPage chat = open(bob)) {
            chat.pick(bob);
            chat.write("buy milk");
            chat.seesStatus("buy milk", "DELIVERED");
            chat.page().evaluate("location.hash = ''");
            chat.page().reload();

            assertThat(chat.person(bob).locator(".person-text")).hasText("buy milk");
            assertThat(chat.person(bob).locator(".badge")).hasCount(0);
            assertThat(chat.page()).hasTitle("distriSocks");
        }
    }

    @Test
    void aWindowWithoutFocusReadsNothing() {
        try (ChatPage chat = open(bob);
                ChatPage phone = new ChatPage(browser, cluster.pod(1).url()).signIn(bob, TestPeople.PASSWORD)) {
            phone.isOn("pod-1");
            chat.page().addInitScript(NOTIFICATIONS);
            chat.page().reload();
            chat.page().getByTestId("notifications").click();
            chat.pick(alice);
            chat.page().evaluate("document.hasFocus = () => false");
            write(alice, bob, 0, 3);
            chat.page().waitForFunction("alice => notified.includes(alice)", alice);

            chat.seesOnce("message 2.");
            seesUnread(chat, "3");
            seesUnread(phone, "3");
            assertThat(chat.page().locator(".log-new + message-bubble .bubble-words"))
                    .containsText("message 0.");

            chat.page().evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))");
            assertThat(chat.person(alice).locator(".badge")).hasCount(0);
            assertThat(phone.person(alice).locator(".badge")).hasCount(0);
            assertThat(chat.page()).hasTitle("distriSocks");
        }
    }

    @Test
    void daysFollowMidnight() {
        try (ChatPage chat = open(bob)) {
            Page page = chat.page();
            chat.pick(alice);
            chat.write("before midnight");
            chat.seesStatus("before midnight", "NONE");
            assertThat(page.locator(".log-day")).hasText("Today");

            // Nothing else may bring the log to write its days anew.
            chat.cutSockets(true);
            page.clock().install();
            page.reload();
            assertThat(page.locator(".log-day")).hasText("Today");
            page.clock().fastForward(untilMidnight(page) + 60_000L);

            assertThat(page.locator(".log-day")).hasText("Yesterday");
            assertThat(chat.person(alice).locator("time")).hasText("Yesterday");
        }
    }

    private static long untilMidnight(Page page) {
        return ((Number) page.evaluate("new Date().setHours(24, 0, 0, 0) - Date.now()")).longValue();
    }

    private void seesUnread(ChatPage chat, String count) {
        assertThat(chat.person(alice).locator(".badge")).containsText(count);
        assertThat(chat.page()).hasTitle("(" + count + ") distriSocks");
    }

    private void write(String from, String to, int first, int end) {
        try (ChatClient sender = people.connect(from, cluster.pod(1))) {
            List<ChatClient.Sent> sent = new ArrayList<>();
            IntStream.range(first, end).forEach(i -> sent.add(sender.send(to, "message " + i + ".")));
            sent.forEach(ChatClient.Sent::await);
        }
    }

    private ChatPage open(String user) {
        ChatPage chat = new ChatPage(browser, cluster.pod(0).url()).signIn(user, TestPeople.PASSWORD);
        chat.isOn("pod-0");
        return chat;
    }
}
