package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The cluster view at one browser window, by the hooks of the UI. */
final class ClusterPage implements AutoCloseable {

    private static final double PATIENCE_MS = 40_000;
    private static final double START_PATIENCE_MS = 120_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    ClusterPage(Browser browser, String url) {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.navigate(url + "/cluster");
    }

    ClusterPage signIn(String user) {
        page.getByTestId("username").fill(user);
        page.getByTestId("password").fill("demo");
        page.getByTestId("sign-in").click();
        return this;
    }

    /** Moves the slider of the demo panel. */
    void traffic(int perSecond) {
        page.getByTestId("demo-traffic")
                .evaluate(
                        "(slider, rate) => { slider.value = rate; slider.dispatchEvent(new Event('change')); }",
                        perSecond);
    }

    /** Presses the button of that pod, which kills it if it runs and starts it if not. */
    void press(String pod, String button) {
        page.locator("[data-testid=demo-pod][data-pod=" + pod + "]")
                .getByText(button)
                .click();
    }

    /** Waits for it, also while a pod starts. */
    void seesPod(String pod, String state) {
        assertThat(pod(pod))
                .hasAttribute(
                        "data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(START_PATIENCE_MS));
    }

    Locator pod(String id) {
        return page.locator("[data-testid=pod][data-pod=" + id + "]");
    }

    Locator find(String testId) {
        return page.getByTestId(testId);
    }

    /** How many flows are drawn. */
    Locator flows() {
        return page.locator(".map-flow");
    }

    /** The figures of the demo panel, such as {@code on the way}. */
    long figure(String name) {
        String text = page.getByTestId("demo-figures").textContent();
        for (String part : text.split(" · ", -1)) {
            if (part.endsWith(name)) {
                return Long.parseLong(part.substring(0, part.indexOf(' ')).replace(",", ""));
            }
        }
        return -1;
    }

    Locator step(String title) {
        return page.locator("[data-step='" + title + "']").first();
    }

    void sendAndFollow(String receiver) {
        page.getByTestId("trace-receiver").fill(receiver);
        page.getByTestId("trace-send").click();
    }

    void follow(String messageId) {
        page.getByTestId("trace-id").fill(messageId);
        page.getByTestId("trace-follow").click();
    }

    Locator killButton(String pod) {
        return page.locator("[data-testid=demo-pod][data-pod=" + pod + "] button");
    }

    List<String> errors() {
        return errors;
    }

    /** What axe-core finds to be wrong, each with the elements; empty if all is well. */
    String violations() throws IOException {
        try (InputStream axe = ClusterPage.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(axe, "axe.min.js").readAllBytes(), UTF_8));
        }
        return (String) page.evaluate("""
                () => axe.run().then(({ violations }) => violations
                  .map(({ id, nodes }) => id + ': ' + nodes.map(node => node.html).join(' | ')).join('; '))""");
    }

    /** What can be pressed and is too small; empty if all is well. */
    List<?> tooSmall() {
        return Targets.tooSmall(page);
    }

    Page page() {
        return page;
    }

    Object evaluate(String script) {
        return page.evaluate(script);
    }

    /** The whole page at that width. */
    byte[] picture(int width, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 900);
        return page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
