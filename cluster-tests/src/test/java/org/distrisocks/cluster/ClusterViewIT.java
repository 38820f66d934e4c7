package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An operator at the cluster view, with the demo panel of {@code ./run}. */
@OnTwoPods
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterViewIT {

    private static final boolean SCREENSHOTS = Boolean.getBoolean("distrisocks.screenshots");
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    private final Cluster cluster;
    private final Playwright playwright;
    private final Browser browser;

    ClusterViewIT(Cluster cluster) {
        this.cluster = cluster;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        .setArgs(Chromium.ARGUMENTS));
    }

    @AfterEach
    void startPods() {
        cluster.pods().forEach(pod -> pod.start());
    }

    @AfterAll
    void closeBrowser() {
        playwright.close();
    }

    @Test
    void showsTrafficAndAPodThatIsKilledAndComesBackWithNothingLost() throws IOException {
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("alice")) {
            page.seesPod("pod-0", "LIVE");
            page.seesPod("pod-1", "LIVE");

            page.traffic(60);
            // A picture should show what the charts look like after a while.
            await().atMost(Duration.ofSeconds(90)).until(() -> page.figure("received") > (SCREENSHOTS ? 1_500 : 100));
            // From each pod to each, and up from each topic.
            assertThat(page.flows()).hasCount(6);
            assertThat(page.errors()).isEmpty();
            save("cluster-light", page.picture(DESKTOP, ColorScheme.LIGHT));
            assertThat(page.violations()).isEmpty();
            assertThat(page.tooSmall()).isEmpty();
            save("cluster-dark", page.picture(DESKTOP, ColorScheme.DARK));
            assertThat(page.violations()).isEmpty();
            save("cluster-phone-light", page.picture(PHONE, ColorScheme.LIGHT));
            save("cluster-phone-dark", page.picture(PHONE, ColorScheme.DARK));
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(PHONE);
            page.picture(DESKTOP, ColorScheme.LIGHT);

            page.press("pod-1", "Kill pod");
            page.seesPod("pod-1", "SILENT");
            page.seesPod("pod-1", "GONE");
            save("cluster-pod-killed", page.picture(DESKTOP, ColorScheme.LIGHT));
            assertThat(page.violations()).isEmpty();
            page.press("pod-1", "Restart pod");
            page.seesPod("pod-1", "LIVE");

            page.traffic(0);
            await().atMost(Duration.ofSeconds(60)).until(() -> page.figure("on the way") == 0);
            assertThat(page.figure("twice")).isZero();
            assertThat(page.figure("received")).isEqualTo(page.figure("sent"));
        }
    }

    @Test
    void followsAMessageStepByStep() throws IOException {
        try (ChatClient bob = ChatClient.connect(cluster.pod(1).stompUrl(), "bob", "demo");
                ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("alice")) {
            assertThat(bob.isConnected()).isTrue();
            assertThat(page.find("connected-pod")).containsText("connected to pod-0");

            page.sendAndFollow("bob");

            for (String step : new String[] {
                "Accepted",
                "Stored",
                "NONE",
                "Routed",
                "Published",
                "SENT",
                "Consumed",
                "Written",
                "DELIVERED",
                "Tick DELIVERED"
            }) {
                assertThat(page.step(step)).hasAttribute("data-state", "done", within());
            }
            assertThat(page.step("Routed")).containsText("to pod-1");
            assertThat(page.step("Published")).containsText("topic pod-1, partition");
            assertThat(page.step("Written")).containsText("pod-1");
            assertThat(page.violations()).isEmpty();
            save("cluster-trace", page.find("trace-steps").screenshot());
        }
    }

    @Test
    @Tag("long")
    void tellsOthersThatThePictureIsNotForThem() {
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("carol")) {
            assertThat(page.find("not-an-operator")).isVisible();
            assertThat(page.find("connected-pod")).containsText("connected to pod-0");
            assertThat(page.find("pod")).hasCount(0);
        }
    }

    @Test
    @Tag("long")
    void anErrorStaysUntilItIsDismissedAndLeavesNoOldTrace() throws IOException {
        String unknown = "00000000-0000-7000-8000-000000000000";
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("alice")) {
            assertThat(page.find("connected-pod")).containsText("connected to pod-0");
            for (String wrong : new String[] {"no id", unknown}) {
                page.sendAndFollow("bob");
                assertThat(page.step("Stored")).hasAttribute("data-state", "done", within());

                page.follow(wrong);

                assertThat(page.find("trace-problem")).isVisible();
                assertThat(page.step("Accepted")).hasCount(0);
            }
            assertThat(page.find("trace-problem")).containsText("no such message");
            page.sendAndFollow("no-such-person");
            assertThat(page.find("trace-problem")).containsText("The message was not sent");
            assertThat(page.find("trace-receiver")).isFocused();
            assertThat(page.find("trace-receiver")).hasAttribute("aria-invalid", "true");
            assertThat(page.violations()).isEmpty();
            page.find("trace-problem").getByTestId("dismiss").click();
            assertThat(page.find("trace-problem")).isHidden();
        }
    }

    @Test
    @Tag("long")
    void anErrorOfTheStartIsStillThereWhenThePictureHasCome() {
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url())) {
            page.page()
                    .route(
                            "**/api/topology",
                            route -> route.fulfill(new Route.FulfillOptions().setStatus(503)),
                            new Page.RouteOptions().setTimes(1));
            page.signIn("alice");
            page.seesPod("pod-0", "LIVE");
            assertThat(page.find("connected-pod")).containsText("connected to pod-0");
            assertThat(page.find("cluster-problem")).containsText("503");
            page.find("cluster-problem").getByTestId("dismiss").click();
            assertThat(page.find("cluster-problem")).isHidden();
        }
    }

    @Test
    @Tag("long")
    void thePictureSaysOfWhenItIsWhileAllPodsAreAway() throws IOException {
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("alice")) {
            page.seesPod("pod-1", "LIVE");
            assertThat(page.find("as-of")).isHidden();

            cluster.pods().forEach(pod -> pod.kill());

            assertThat(page.find("as-of"))
                    .hasText(
                            Pattern.compile("As of \\d+:\\d\\d:\\d\\d.*No pod can be reached\\."),
                            new LocatorAssertions.HasTextOptions().setTimeout(20_000));
            assertThat(page.violations()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void killPodLooksDangerousInAllColors() {
        try (ClusterPage page = new ClusterPage(browser, cluster.pod(0).url()).signIn("alice")) {
            Locator kill = page.killButton("pod-1");
            Locator other = page.page().getByTestId("trace-follow");
            assertThat(kill).hasText("Kill pod");
            assertThat(css(kill, "color")).isNotEqualTo(css(other, "color"));

            page.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

            assertThat(css(kill, "borderTopStyle")).isEqualTo("double").isNotEqualTo(css(other, "borderTopStyle"));
            assertThat(page.find("demo-traffic")).hasCSS("appearance", "auto");
        }
    }

    private static Object css(Locator element, String property) {
        return element.evaluate("(element, property) => getComputedStyle(element)[property]", property);
    }

    private static LocatorAssertions.HasAttributeOptions within() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(20_000);
    }

    /** Where the README shows it if asked for, else where one can look at it, under target. */
    private static void save(String name, byte[] picture) throws IOException {
        Path folder = ProjectLayout.find().root().resolve(SCREENSHOTS ? "docs/img" : "cluster-tests/target");
        Files.write(Files.createDirectories(folder).resolve(name + ".png"), picture);
    }
}
