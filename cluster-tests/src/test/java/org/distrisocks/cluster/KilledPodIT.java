package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.stream.IntStream;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pod that has served the page goes, by a kill or by a stop, while its user is writing. */
@InBrowser
class KilledPodIT {

    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;

    KilledPodIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @AfterEach
    void startAgain() {
        cluster.pod(0).start();
    }

    @Test
    void theBrowserGoesOnAtAnotherPodInMidTyping() throws Exception {
        String alice = people.register("alice");
        String bob = people.register("bob");
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url());
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.signIn(alice, TestPeople.PASSWORD).isOn("pod-0");
            page.pick(bob);
            IntStream.range(0, 10).forEach(i -> page.write("before " + i + "."));
            page.composer().pressSequentially("in mid-ty");

            cluster.pod(0).kill();
            long killed = System.nanoTime();
            page.composer().pressSequentially("ping");
            assertThat(page.connectedPod())
                    .containsText("connected to pod-1", new LocatorAssertions.ContainsTextOptions().setTimeout((double)
                                    BACK_WITHIN.toMillis()));
            System.out.printf("back on pod-1 after %.2f s%n", (System.nanoTime() - killed) / 1e9);

            assertThat(page.composer()).hasValue("in mid-typing");
            page.page().getByTestId("send").click();
            page.seesStatus("in mid-typing", "DELIVERED");
            IntStream.range(0, 10).forEach(i -> {
                page.seesStatus("before " + i + ".", "DELIVERED");
                page.seesOnce("before " + i + ".");
            });
            assertThat(receiver.messages().next(11))
                    .extracting(ChatMessage::payload)
                    .endsWith("in mid-typing")
                    .doesNotHaveDuplicates();
            assertThat(receiver.messages().size()).isZero();
            page.page().getByTestId("person-search").fill(bob);
            assertThat(page.person(bob)).isVisible();
        }
    }

    @Test
    void aPodThatStopsIsLeftWithoutAWord() throws Exception {
        String alice = people.register("alice");
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url())) {
            page.signIn(alice, TestPeople.PASSWORD).isOn("pod-0");
            page.page().evaluate("""
                    () => {
                      window.bannerSeen = false;
                      const banner = document.querySelector('reconnect-banner');
                      new MutationObserver(() => (window.bannerSeen ||= !banner.hidden)).observe(banner, {attributes: true});
                    }""");

            cluster.pod(0).stop();

            page.isOn("pod-1");
            assertThat(page.page().evaluate("window.bannerSeen")).isEqualTo(false);
        }
    }
}
