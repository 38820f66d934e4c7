package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A conversation of 5,000 messages: opened, and scrolled up to its beginning. */
@Tag("long")
@InBrowser
class LongConversationIT {

    private static final int MESSAGES = 5_000;
    private static final int MOST_BUBBLES = 250;
    /**
     * Of some 200 steps. Time that a hypervisor gives to others counts as the task's own: it makes a few tasks long, our own work
     * each step.
     */
    private static final int MOST_LONG_TASKS = 40;

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;

    LongConversationIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @Test
    void opensAtOnceAndScrollsToItsBeginningWithoutAJerk() throws Exception {
        String alice = people.register("alice");
        String bob = people.register("bob");
        writeAll(alice, bob);
        try (ChatPage chat = new ChatPage(
                browser, cluster.pod(0).url(), new Browser.NewContextOptions().setViewportSize(1000, 800))) {
            Page page = chat.page();
            chat.signIn(bob, TestPeople.PASSWORD).isOn("pod-0");
            page.reload();
            chat.isOn("pod-0");
            Locator row = chat.person(alice);
            assertThat(row).isVisible();
            MainThread work = openAndScroll(chat, alice);
            assertThat(work.longByCpu()).as("tasks of 50 ms of CPU: %s", work).isLessThanOrEqualTo(MOST_LONG_TASKS);

            page.getByText("To the newest messages").click();
            chat.seesOnce("message " + (MESSAGES - 1) + " ");
        }
    }

    private MainThread openAndScroll(ChatPage chat, String partner) throws IOException {
        Page page = chat.page();
        Path trace = Files.createTempFile("long-conversation", ".json");
        browser.startTracing(
                page, new Browser.StartTracingOptions().setPath(trace).setCategories(List.of("toplevel")));

        long opening = ((Number) page.evaluate("""
                user => new Promise(done => {
                  const start = performance.now();
                  document.querySelector(`[data-user="${user}"]`).click();
                  const look = () => document.querySelector('message-bubble')
                    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
                  look();
                })""", partner)).longValue();
        chat.seesOnce("message " + (MESSAGES - 1) + " ");
        double jump = scrollToTheBeginning(page);

        browser.stopTracing();
        MainThread work = MainThread.read(trace);
        Files.delete(trace);
        System.out.printf(
                "opened in %d ms; at most %d bubbles; what is read moved %.1f px at most; tasks took %s%n",
                opening, bubbles(page), jump, work);
        assertThat(opening).isLessThan(1_000);
        assertThat(bubbles(page)).isLessThan(MOST_BUBBLES);
        assertThat(chat.bubble("message 0 ")).hasCount(1);
        assertThat(jump)
                .as("px that a message moved while others came above it")
                .isLessThan(2);
        return work;
    }

    private static long bubbles(Page page) {
        return ((Number) page.evaluate("window.mostBubbles")).longValue();
    }

    /** Turns the wheel until the first message is there; answers how far a message ever moved when others came above it. */
    private static double scrollToTheBeginning(Page page) {
        page.evaluate("""
                () => {
                  window.greatestJump = 0;
                  window.mostBubbles = 0;
                  const column = document.querySelector('.log-column');
                  new MutationObserver(changes => {
                    if (!changes.some(change => change.addedNodes.length)) return;
                    window.mostBubbles = Math.max(window.mostBubbles, document.querySelectorAll('message-bubble').length);
                    const watched = window.watched;
                    if (watched?.node.isConnected) window.greatestJump = Math.max(window.greatestJump,
                      Math.abs(watched.node.getBoundingClientRect().top - watched.top));
                  }).observe(column, {childList: true});
                  const log = document.querySelector('.log-scroller');
                  const watch = () => {
                    const box = log.getBoundingClientRect();
                    const node = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('message-bubble')
                      ?? [...document.querySelectorAll('message-bubble')].find(b => b.getBoundingClientRect().top > box.top);
                    window.watched = node && {node, top: node.getBoundingClientRect().top};
                  };
                  log.addEventListener('scroll', watch, {capture: true});
                  watch();
                }""");
        page.locator(".log-scroller").hover();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(15))
                .until(() -> {
                    page.mouse().wheel(0, -900);
                    return page.getByText("The beginning of your conversation").isVisible();
                });
        return ((Number) page.evaluate("window.greatestJump")).doubleValue();
    }

    private void writeAll(String alice, String bob) {
        try (ChatClient sender = people.connect(alice, cluster.pod(1))) {
            List<ChatClient.Sent> sent = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                sent.add(sender.send(bob, "message " + i + " " + "and some more words ".repeat(i % 7)));
            }
            sent.forEach(ChatClient.Sent::await);
        }
    }
}
