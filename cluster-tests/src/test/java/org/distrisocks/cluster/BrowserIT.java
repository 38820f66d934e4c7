package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people at two browser windows on two pods. */
@InBrowser
class BrowserIT {

    private static final boolean SCREENSHOTS = Boolean.getBoolean("distrisocks.screenshots");

    private final Cluster cluster;
    private final Browser browser;

    BrowserIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
    }

    @Test
    void letsTwoPeopleWriteToEachOtherAcrossPods() throws IOException {
        // Servers that are kept from run to run know the texts of the runs before; a picture should not have such
        // marks.
        String mark = SCREENSHOTS ? "" : " #" + UUID.randomUUID().toString().substring(0, 4);
        String hello = "Hi Bob! Which pod are you on?" + mark;
        String answer = "On the other one, and yet here we are." + mark;
        String thanks = "Two ticks: it is in your hands." + mark;
        try (ChatPage alice = new ChatPage(browser, cluster.pod(0).url()).signIn("alice", "demo");
                ChatPage bob = new ChatPage(browser, cluster.pod(1).url()).signIn("bob", "demo")) {
            assertThat(alice.connectedPod()).containsText("pod-0", within());
            assertThat(bob.connectedPod()).containsText("pod-1", within());
            alice.pick("bob");
            bob.pick("alice");

            alice.write(hello);
            bob.seesOnce(hello);
            alice.seesStatus(hello, "DELIVERED");
            bob.write(answer);
            alice.seesOnce(answer);
            bob.seesStatus(answer, "DELIVERED");

            alice.write(thanks);
            alice.seesStatus(thanks, "DELIVERED");
            bob.seesOnce(thanks);

            alice.seesOnce(hello);
            bob.seesOnce(answer);
            assertThat(alice.errors()).isEmpty();
            assertThat(bob.errors()).isEmpty();
            savePicture(alice.screenshot(), bob.screenshot());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"document.title='owned'\">",
                "<script>document.title='owned'</script>",
                "<a href=\"javascript:document.title='owned'\">javascript:document.title='owned'</a>",
                "https://example.org/\"onmouseover=\"document.title='owned'",
                "</span></div><svg onload=\"document.title='owned'\">",
                "{{constructor.constructor('document.title=1')()}} ${document.title='owned'}"
            })
    void showsTextAsTextAndNeverAsMarkup(String markup) {
        String text = markup + " #" + UUID.randomUUID().toString().substring(0, 4);
        try (ChatPage bob = new ChatPage(browser, cluster.pod(1).url()).signIn("bob", "demo");
                ChatPage carol = new ChatPage(browser, cluster.pod(0).url()).signIn("carol", "demo")) {
            carol.pick("bob");
            bob.pick("carol");

            carol.write(text);

            bob.seesOnce(text);
            Locator words = bob.bubble(text).locator(".bubble-words");
            assertThat(words).hasText(text);
            assertThat(words.locator(":not(a)")).hasCount(0);
            assertThat(words.locator("a:not([href^='https://example.org/'])")).hasCount(0);
            assertThat(bob.page()).not().hasTitle("owned");
            assertThat(bob.errors()).isEmpty();
        }
    }

    @Test
    void runsNoScriptButThatOfItsFiles() {
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url())) {
            assertThat(page.runsInlineScript()).isFalse();
            assertThat(page.errors()).isNotEmpty();
        }
    }

    @Test
    void tellsWhyASignInIsRefused() {
        try (ChatPage alice = new ChatPage(browser, cluster.pod(0).url()).signIn("alice", "wrong")) {
            assertThat(alice.signInForm().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("Wrong username or password", within());
        }
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    /** Both windows side by side: the picture of the README if asked for, else one to look at under target. */
    private static void savePicture(byte[] left, byte[] right) throws IOException {
        Path root = ProjectLayout.find().root();
        Path file = SCREENSHOTS
                ? root.resolve("docs/img/two-browsers.png")
                : root.resolve("cluster-tests/target/two-browsers.png");
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(left));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(right));
        int gap = 16;
        BufferedImage both =
                new BufferedImage(one.getWidth() + gap + two.getWidth(), one.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = both.createGraphics();
        canvas.setColor(Color.GRAY);
        canvas.fillRect(0, 0, both.getWidth(), both.getHeight());
        canvas.drawImage(one, 0, 0, null);
        canvas.drawImage(two, one.getWidth() + gap, 0, null);
        canvas.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(both, "png", file.toFile());
    }
}
