package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the address says, and wherever the back button leads. */
@Tag("long")
@InBrowser
class AddressIT {

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    AddressIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    @BeforeEach
    void meet() {
        alice = people.register("alice");
        bob = people.register("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#%", "#/x/%E0%A4%A", "#to=", "#nobody-at-all", "#..", "#%00", "#a%20b", "#a%2Fb", "#李雷", "#<b>"
            })
    void thatLeadsNowhereSaysSoAndShowsAWayBack(String hash) {
        try (ChatPage page = open(720)) {
            page.isOn("pod-0");
            page.page().navigate(cluster.pod(0).url() + "/" + hash);
            Locator nobody = page.page().getByTestId("nobody");
            assertThat(nobody).isVisible();
            page.page().reload();
            assertThat(nobody).isVisible();
            page.isOn("pod-0");

            nobody.getByText("Back to conversations").click();

            assertThat(nobody).hasCount(0);
            assertThat(page.page().locator(".conversation-empty")).isVisible();
            page.pick(bob);
            page.write("all is well");
            page.seesStatus("all is well", "NONE");
            // The browser itself reports each answer of 400 or 404; nothing else may be among them.
            assertThat(page.errors()).allMatch(error -> error.startsWith("Failed to load resource"));
        }
    }

    @Test
    void leadsToAPersonOneHasNeverWrittenTo() {
        try (ChatPage page = open(720)) {
            page.isOn("pod-0");
            page.page().navigate(cluster.pod(0).url() + "/#" + bob);
            assertThat(page.page().locator(".conversation-names h2")).hasText(bob);
            page.write("hello");
            page.seesStatus("hello", "NONE");
        }
    }

    @Test
    void followsTheBackButtonOnAPhone() {
        String carol = people.register("carol");
        try (ChatPage page = open(390);
                ChatClient carolHerself = people.connect(carol, cluster.pod(1))) {
            page.isOn("pod-0");
            carolHerself.send(alice, "hi").await();
            Locator list = page.page().getByTestId("person-search");
            Locator name = page.page().locator(".conversation-names h2");
            page.person(carol).click();
            assertThat(name).hasText(carol);
            assertThat(list).isHidden();

            page.page().goBack();
            assertThat(list).isVisible();
            assertThat(name).isHidden();
            page.page().goForward();
            assertThat(name).hasText(carol);

            page.page().getByLabel("Back to conversations").click();
            assertThat(list).isVisible();
            page.pick(bob);
            assertThat(name).hasText(bob);
            page.page().goBack();
            assertThat(list).isVisible();
            assertThat(page.page().evaluate("location.hash")).isEqualTo("");
        }
    }

    private ChatPage open(int width) {
        return new ChatPage(browser, cluster.pod(0).url(), new Browser.NewContextOptions().setViewportSize(width, 640))
                .signIn(alice, TestPeople.PASSWORD);
    }
}
