package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.Test;

/** Two people at one browser, one after the other or side by side: nothing of one is seen or sent by the other. */
@InBrowser
class SharedComputerIT {

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;

    SharedComputerIT(Cluster cluster, Browser browser) {
        this.cluster = cluster;
        this.browser = browser;
        this.people = new TestPeople(cluster);
    }

    /** {@code x} and {@code x.b}, who had the same keys once: {@code x.} + {@code b.bob}. */
    @Test
    void whatOneHasWrittenTheOtherNeitherSeesNorSends() {
        String bob = people.register("bob");
        String one = people.register("al");
        String other = people.registerAs(one + ".b");
        try (ChatPage first = open(other);
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            first.isOn("pod-0");
            first.pick(bob);
            first.cutSockets(true);
            first.page().reload();
            assertThat(first.banner()).isVisible();
            first.write("a secret that waits");
            first.composer().fill("a secret half written");

            first.page().close();

            ChatPage second = tabOf("nobody-yet", first);
            second.signIn(one, TestPeople.PASSWORD).isOn("pod-0");
            second.pick(bob);
            assertThat(second.composer()).hasValue("");
            second.write("of the second one");
            second.seesStatus("of the second one", "DELIVERED");
            assertThat(second.page().getByTestId("bubble")).hasCount(1);
            assertThat(receiver.messages().next().senderId()).isEqualTo(one);
            assertThat(receiver.messages().size()).isZero();

            ChatPage third = tabOf(other, first);
            assertThat(third.page().locator(".account-name")).hasText(other);
            third.pick(bob);
            third.seesStatus("a secret that waits", "DELIVERED");
            assertThat(third.composer()).hasValue("a secret half written");
            assertThat(receiver.messages().next().senderId()).isEqualTo(other);
            second.page().reload();
            assertThat(second.page().locator(".account-name")).hasText(one);
            assertThat(second.page().locator("body")).not().containsText("secret");
        }
    }

    @Test
    void asksBeforeItDeletesWhatIsNotSent() {
        String alice = people.register("alice");
        String bob = people.register("bob");
        try (ChatPage page = open(alice)) {
            page.isOn("pod-0");
            page.pick(bob);
            page.composer().fill("half a sen");
            Locator dialog = page.page().getByTestId("sign-out-dialog");

            page.signOut();
            assertThat(dialog).containsText("one draft");
            assertThat(dialog.getByTestId("stay")).isFocused();
            page.page().keyboard().press("Escape");
            assertThat(dialog).isHidden();
            assertThat(page.composer()).hasValue("half a sen");

            page.signOut();
            page.page().keyboard().press("Tab");
            page.page().keyboard().press("Enter");
            assertThat(page.signInForm()).isVisible();
            assertThat(page.page()
                            .evaluate(
                                    "location.hash + Object.keys(localStorage).filter(name => name.includes('draft'))"))
                    .isEqualTo("");
            page.signIn(alice, TestPeople.PASSWORD).isOn("pod-0");
            page.pick(bob);
            assertThat(page.composer()).hasValue("");
            page.signOut();
            assertThat(page.signInForm()).isVisible();
        }
    }

    @Test
    void theNextOneDoesNotSeeByTheBackButtonWhomItWasWrittenTo() {
        String alice = people.register("alice");
        String bob = people.register("bob");
        String carol = people.register("carol");
        try (ChatPage page = open(alice)) {
            page.isOn("pod-0");
            page.pick(bob);
            assertThat(page.page().locator(".conversation-names")).containsText(bob);
            page.pick(carol);
            page.signOut();
            page.signIn(people.register("dora"), TestPeople.PASSWORD).isOn("pod-0");

            page.page().goBack();

            assertThat(page.page().locator(".conversation-empty")).isVisible();
            assertThat(page.page().locator("body")).not().containsText(bob);
            assertThat(page.page().evaluate("location.hash")).isEqualTo("");
        }
    }

    /** Another tab of the same browser, which goes on as that user; with sockets that are not cut any more. */
    private ChatPage tabOf(String user, ChatPage browserOf) {
        ChatPage tab = browserOf.tab(cluster.pod(0).url() + "/favicon.svg");
        tab.cutSockets(false);
        tab.page().evaluate("user => sessionStorage.setItem('distrisocks.user', user)", user);
        tab.page().navigate(cluster.pod(0).url());
        return tab;
    }

    private ChatPage open(String user) {
        return new ChatPage(browser, cluster.pod(0).url()).signIn(user, TestPeople.PASSWORD);
    }
}
