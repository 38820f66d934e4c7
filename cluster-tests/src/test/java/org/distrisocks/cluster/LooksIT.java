package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each view in each look: axe finds nothing, nothing sticks out, and a picture of it is kept. */
@Tag("long")
@InBrowser
class LooksIT {

    private static final boolean SCREENSHOTS = Boolean.getBoolean("distrisocks.screenshots");

    /** Views whose pictures stand in the documentation. */
    private static final Set<String> KEPT = Set.of("chat", "reconnect");

    private static final String LAST = "I do. Let us kill two of them at lunch 😈";

    private final Cluster cluster;
    private final Browser browser;
    private final String axe;

    LooksIT(Cluster cluster, Browser browser) throws IOException {
        this.cluster = cluster;
        this.browser = browser;
        try (InputStream script = LooksIT.class.getResourceAsStream("/axe.min.js")) {
            this.axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    enum Look {
        DESKTOP_LIGHT(1200, 760, ColorScheme.LIGHT),
        DESKTOP_DARK(1200, 760, ColorScheme.DARK),
        PHONE_LIGHT(390, 800, ColorScheme.LIGHT),
        PHONE_DARK(390, 800, ColorScheme.DARK),
        /** A desktop of 1,200 px at 200 %. */
        ZOOMED(600, 380, ColorScheme.LIGHT);

        private final Browser.NewContextOptions options;

        Look(int width, int height, ColorScheme scheme) {
            options = new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE);
        }

        /** Where one thing is shown at a time: the list, or a conversation. */
        boolean isNarrow() {
            return this != DESKTOP_DARK && this != DESKTOP_LIGHT;
        }

        String file(String view) {
            return view + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
        }
    }

    @BeforeAll
    void letThemTalk() throws Exception {
        account("mara", "Mara Lindqvist");
        account("jonas", "Jonas Weber");
        account("yusuf", "يوسف حداد");
        account("ines", "Inês Duarte");
        account("lea", "Léa Martin");
        try (ChatClient mara = client("mara");
                ChatClient jonas = client("jonas");
                ChatClient yusuf = client("yusuf");
                ChatClient ines = client("ines")) {
            mara.send("ines", "Can you look at the release notes tonight?").await();
            ines.send("mara", "Done ✅ two typos, nothing else").await();
            yusuf.send("mara", "صباح الخير! هل الاجتماع ما زال الساعة العاشرة؟").await();
            yusuf.send("lea", "صباح الخير! هل الاجتماع ما زال الساعة العاشرة؟").await();
            jonas.send("mara", "Morning! I rolled pod-1 during the stand-up. Did you notice anything?")
                    .await();
            mara.send("jonas", "Not a thing. My ticks went through as if nothing had happened.")
                    .await();
            jonas.send("mara", "🎉").await();
            mara.send("jonas", "What did the graph say?").await();
            jonas.send(
                            "mara",
                            "Nothing lost, nothing twice:\n\n  accepted   5,000\n  delivered  5,000\n\n"
                                    + "Numbers are at https://example.org/runs/2718 if you want to see the tail.")
                    .await();
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void everyViewIsAccessible(Look look) throws IOException {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url(), look.options);
                ChatClient _ = client("jonas");
                ChatClient yusuf = client("yusuf")) {
            Page page = chat.page();
            assertThat(page.getByTestId("sign-in")).isVisible();
            look(page, look, "sign-in");
            page.getByTestId("sign-in").click();
            assertThat(page.locator("#sign-in-problem")).isVisible();
            look(page, look, "sign-in-refused");
            yusuf.send("mara", "الرابط: https://example.org/agenda").await();
            chat.signIn("mara", TestPeople.PASSWORD);
            assertThat(chat.person("yusuf").locator(".badge")).isVisible();
            chat.person("jonas").click();
            assertThat(chat.bubble("Nothing lost")).isVisible();
            if (chat.bubble(LAST).count() == 0) {
                chat.write(LAST);
            }
            assertThat(page.locator("message-bubble.mine").last()).hasAttribute("data-status", "DELIVERED");
            assertThat(chat.bubble(LAST)).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            look(page, look, "chat");
            page.locator("message-bubble.mine").last().getByTestId("info").click();
            assertThat(page.locator(".info-step")).hasCount(3);
            look(page, look, "message-info");
            page.keyboard().press("Escape");
            page.getByTestId("emoji").click();
            look(page, look, "emoji");
            page.keyboard().press("Escape");
            if (look.isNarrow()) {
                page.getByLabel("Back to conversations").click();
            }
            chat.person("ines").waitFor();
            look(page, look, "conversations");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void soAreABrokenConnectionAndRightToLeft(Look look) throws IOException {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url(), look.options)) {
            Page page = chat.page();
            chat.signIn("lea", TestPeople.PASSWORD).isOn("pod-0");
            chat.person("yusuf").click();
            assertThat(chat.bubble("صباح الخير")).isVisible();
            chat.cutSockets(true);
            page.reload();
            assertThat(chat.banner()).isVisible();
            chat.write("نعم، الساعة العاشرة");
            look(page, look, "reconnect");
            assertThat(page.locator("message-bubble.mine .bubble-text").last()).hasCSS("direction", "rtl");
            page.locator("message-bubble.mine").last().getByTestId("info").click();
            page.keyboard().press("Escape");
            chat.reconnect();
            assertThat(chat.banner()).isHidden();
        }
    }

    /** Every place that shows a display name or a user id, on a telephone. */
    @Test
    void aNameIsIsolatedAndCutWhereThereIsNoRoom() throws IOException, InterruptedException {
        String wide = "W".repeat(64);
        String other = "M".repeat(64);
        account(wide, wide);
        account(other, "\u05d0".repeat(64));
        try (ChatClient client = client(other)) {
            client.send(wide, "hi").await();
        }
        Look phone = Look.PHONE_LIGHT;
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url(), phone.options)) {
            Page page = chat.page();
            chat.signIn(wide, TestPeople.PASSWORD);
            assertThat(chat.person(other).locator("bdi.person-name")).isVisible();
            assertNamesAreCut(page, ".person-name", ".account-name bdi");
            look(page, phone, "long-names-list");
            page.getByTestId("person-search").fill("M".repeat(20));
            assertThat(chat.person(other).locator(".person-preview bdi")).isVisible();
            assertNamesAreCut(page, ".person-name", ".person-preview bdi");
            look(page, phone, "long-names-search");
            chat.person(other).click();
            assertThat(page.locator(".log-edge bdi")).isVisible();
            assertNamesAreCut(page, "h2 bdi", ".conversation-names p bdi", ".log-edge bdi");
            look(page, phone, "long-names-conversation");
        }
    }

    private static void assertNamesAreCut(Page page, String... places) {
        for (String place : places) {
            // The list may be drawn anew meanwhile.
            await().untilAsserted(() -> assertThat(page.locator(place).first().evaluate("""
                            name => ({ tag: name.tagName, cut: name.scrollWidth > name.clientWidth,
                              style: getComputedStyle(name).textOverflow,
                              within: name.getBoundingClientRect().left >= 0
                                && name.getBoundingClientRect().right <= innerWidth })"""))
                    .as(place)
                    .isEqualTo(Map.of("tag", "BDI", "cut", true, "style", "ellipsis", "within", true)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"DESKTOP_LIGHT", "DESKTOP_DARK", "PHONE_DARK"})
    void soIsWhatGoesWrong(Look look) throws IOException {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url(), look.options)) {
            Page page = chat.page();
            chat.signIn("lea", TestPeople.PASSWORD).isOn("pod-0");
            page.navigate(cluster.pod(0).url() + "/#nobody-at-all");
            assertThat(page.getByTestId("nobody")).isVisible();
            look(page, look, "nobody");
            page.navigate(cluster.pod(0).url() + "/#jonas");
            chat.write("What no server stores: \u0000");
            assertThat(page.locator(".bubble-failure").last()).isVisible();
            chat.composer().fill("A paste that is too long. ".repeat(3_000));
            look(page, look, "too-long");
            chat.setOffline(true);
            assertThat(chat.banner()).containsText("You are offline");
            chat.composer().fill("Written in a tunnel");
            page.getByTestId("send").click();
            assertThat(page.locator(".bubble-waiting").last()).isVisible();
            look(page, look, "offline");
            chat.composer().fill("and not sent");
            if (look.isNarrow()) {
                page.getByLabel("Back to conversations").click();
            }
            chat.signOut();
            assertThat(page.getByTestId("sign-out-dialog")).isVisible();
            look(page, look, "sign-out");
            page.getByTestId("sign-out-anyway").click();
            assertThat(chat.signInForm()).isVisible();
        }
    }

    @Test
    void axeWouldFindSomething() {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url())) {
            assertThat(chat.page().getByTestId("sign-in")).isVisible();
            chat.page().evaluate("document.querySelector('.sign-in-header p').style.color = '#ddd'");
            assertThat(violations(chat.page()))
                    .anyMatch(found -> found.toString().startsWith("color-contrast"));
        }
    }

    private void look(Page page, Look look, String view) throws IOException {
        assertThat(violations(page)).as("what axe finds: %s %s", view, look).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("px beyond the width: %s %s", view, look)
                .isEqualTo(0);
        assertThat(Targets.tooSmall(page)).as("targets: %s %s", view, look).isEmpty();
        Path root = ProjectLayout.find().root();
        boolean kept = SCREENSHOTS && KEPT.contains(view) && look != Look.ZOOMED;
        Path folder = root.resolve(kept ? "docs/img" : "cluster-tests/target/looks");
        Files.createDirectories(folder);
        page.screenshot(new ScreenshotOptions()
                .setPath(folder.resolve(look.file(view)))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    private List<?> violations(Page page) {
        page.evaluate(axe);
        return (List<?>) page.evaluate("""
                async () => (await axe.run()).violations.flatMap(rule =>
                  rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))""");
    }

    private ChatClient client(String user) {
        return ChatClient.connect(cluster.pod(1).stompUrl(), user, TestPeople.PASSWORD);
    }

    /** With a name that a picture can show. There already if another run has used the same servers. */
    private void account(String user, String name) throws IOException, InterruptedException {
        String body = "{\"username\":\"%s\",\"password\":\"%s\",\"display_name\":\"%s\"}"
                .formatted(user, TestPeople.PASSWORD, name);
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.pod(0).url() + "/api/auth/register"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isIn(Stream.of(201, 409).toArray());
        }
    }
}
