package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as it is written, copied, printed and shown in the colors of its reader. */
@Tag("long")
@InBrowser
class TextIT {

    private static final String FAMILY = "👨‍👩‍👧‍👦";

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    TextIT(Cluster cluster, Browser browser) {
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
    void copiesWhatWasWrittenAndNothingElse() {
        try (ChatPage chat = open(alice);
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            Page page = chat.page();
            chat.pick(bob);
            sender.send(alice, "first line\n\n  second line").await();
            chat.seesOnce("second line");
            chat.write("see https://example.org/a");
            chat.seesStatus("see https", "DELIVERED");

            page.locator(".log-scroller").focus();
            page.keyboard().press("Control+a");
            page.keyboard().press("Control+c");
            chat.composer().focus();
            page.keyboard().press("Control+v");

            assertThat(chat.composer()).hasValue("first line\n\n  second line\nsee https://example.org/a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060\ufeff", "\u200d", "\u202e", "\u3164", "\u2800", "\ufe0f", " \u00ad\n"})
    void sendsNothingThatNobodyCanSee(String blank) {
        try (ChatPage chat = open(alice)) {
            chat.pick(bob);
            chat.composer().fill(blank);
            assertThat(chat.page().getByTestId("send")).isDisabled();
            chat.composer().press("Enter");
            assertThat(chat.page().getByTestId("bubble")).hasCount(0);
        }
    }

    @Test
    void saysThatAMessageIsEmpty() {
        try (ChatPage chat = open(alice);
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            sender.send(alice, "\u200b\u3164").await();
            assertThat(chat.person(bob).locator(".person-text")).hasText("Empty message");
            chat.person(bob).click();
            assertThat(chat.page().getByTestId("bubble")).containsText("Empty message");
        }
    }

    @Test
    void cutsNoEmojiInHalf() {
        try (ChatPage chat = open(alice);
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            sender.send(alice, "x".repeat(117) + FAMILY.repeat(9)).await();
            assertThat(chat.person(bob).locator(".person-text")).hasText("x".repeat(117) + FAMILY.repeat(3));
        }
    }

    @Test
    void printsAllThatIsLoaded() {
        int messages = 120;
        try (ChatPage chat = open(alice);
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            Page page = chat.page();
            chat.pick(bob);
            assertThat(page.getByText("Nothing here yet.")).isVisible();
            List<ChatClient.Sent> sent = new ArrayList<>();
            IntStream.range(0, messages).forEach(i -> sent.add(sender.send(alice, "message " + i + ".")));
            sent.forEach(ChatClient.Sent::await);
            chat.seesOnce("message " + (messages - 1) + ".");
            assertThat(chat.bubble("message 0.")).hasCount(0);

            page.evaluate("""
                    () => addEventListener('beforeprint', () => {
                      window.printed = [...document.querySelectorAll('.bubble-words')].map(words => words.textContent.trim());
                    })""");
            byte[] paper = page.pdf();

            assertThat((List<?>) page.evaluate("window.printed"))
                    .isEqualTo(IntStream.range(0, messages)
                            .mapToObj(i -> "message " + i + ".")
                            .toList());
            assertThat(pages(paper)).isGreaterThan(2);
            assertThat(chat.bubble("message 0.")).hasCount(0);
        }
    }

    @Test
    void readersWithTheirOwnColorsSeeBubblesAndWhatIsOpen() {
        try (ChatPage chat = open(alice);
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            Page page = chat.page();
            sender.send(alice, "theirs").await();
            chat.person(bob).click();
            chat.write("mine");
            chat.seesOnce("mine");
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

            for (String text : List.of("mine", "theirs")) {
                assertThat(chat.bubble(text).locator(".bubble-body")).hasCSS("border-top-style", "solid");
            }
            assertThat(color(chat.person(bob), "backgroundColor"))
                    .isNotEqualTo(color(page.locator("body"), "backgroundColor"));
            assertThat(color(chat.person(bob), "backgroundColor"))
                    .isNotEqualTo(color(chat.person(bob).locator(".person-name"), "color"));
        }
    }

    @Test
    void aRefusedSignInLeadsToItsFieldAndSaysWhatToDo() {
        try (ChatPage chat = new ChatPage(browser, cluster.pod(0).url())) {
            Page page = chat.page();
            Locator username = page.getByTestId("username");
            Locator password = page.getByTestId("password");
            Locator problem = page.locator("#sign-in-problem");

            page.getByTestId("sign-in").click();
            leadsTo(username, problem, "Enter your username.");
            username.fill(alice);
            page.getByTestId("sign-in").click();
            leadsTo(password, problem, "Enter your password.");
            password.fill("not mine at all");
            page.getByTestId("sign-in").click();
            leadsTo(password, problem, "Check both");
            page.getByTestId("register").click();
            leadsTo(username, problem, "Choose another one");
            username.fill(alice + "-2");
            password.fill("short");
            page.getByTestId("register").click();
            leadsTo(password, problem, "must have at least 8 characters");
        }
    }

    private static void leadsTo(Locator field, Locator problem, String words) {
        assertThat(problem).containsText(words);
        assertThat(field).isFocused();
        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).hasAccessibleDescription(Pattern.compile(words));
    }

    private static String color(Locator element, String property) {
        return (String) element.evaluate("(element, property) => getComputedStyle(element)[property]", property);
    }

    /** Chromium writes the pages of a PDF as plain objects. */
    private static long pages(byte[] pdf) {
        return new String(pdf, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains("/Type /Page") && !line.contains("/Type /Pages"))
                .count();
    }

    private ChatPage open(String user) {
        ChatPage chat = new ChatPage(browser, cluster.pod(0).url()).signIn(user, TestPeople.PASSWORD);
        chat.isOn("pod-0");
        return chat;
    }
}
