package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device without a network, and a server that does not answer: loading, empty and failed are three different things. */
@Tag("long")
@InBrowser
class OfflineIT {

    private final Cluster cluster;
    private final Browser browser;
    private final TestPeople people;
    private String alice;
    private String bob;

    OfflineIT(Cluster cluster, Browser browser) {
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
    void isSaidAtOnceAndEndsAtOnce() {
        try (ChatPage page = open();
                ChatClient receiver = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-");
            page.pick(bob);
            page.cutSockets(true);

            page.setOffline(true);
            assertThat(page.banner()).containsText("You are offline");
            assertThat(page.connectedPod()).hasText("offline");
            page.write("into the void");
            page.seesStatus("into the void", "pending");
            page.cutSockets(false);
            page.setOffline(false);

            page.isOn("pod-");
            assertThat(page.banner()).isHidden();
            page.seesStatus("into the void", "DELIVERED");
            receiver.messages().next();
        }
    }

    @Test
    void anEmptyListOneThatLoadsAndOneThatFailed() {
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url())) {
            Answers list = new Answers(page, "**/api/conversations");
            page.signIn(alice, TestPeople.PASSWORD);
            Locator note = page.page().locator(".person-note");
            assertThat(note).containsText("could not be loaded");
            list.hold();
            note.getByTestId("try-again").click();
            assertThat(note).hasText("Loading your conversations…");
            list.letGo();
            assertThat(note).containsText("No conversations yet");
        }
    }

    @Test
    void aSearchThatFindsNobodyOneThatRunsAndOneThatFailed() {
        try (ChatPage page = open()) {
            page.isOn("pod-");
            Answers search = new Answers(page, "**/api/users?*");
            Locator note = page.page().locator(".person-note");
            page.page().getByTestId("person-search").fill("zz-nobody");
            assertThat(note).containsText("The server answered 503");
            search.hold();
            note.getByTestId("try-again").click();
            assertThat(note).hasText("Searching…");
            search.letGo();
            assertThat(note).containsText("Nobody is called “zz-nobody");
        }
    }

    @Test
    void historyThatIsEmptyThatLoadsAndThatFailed() {
        try (ChatPage page = open()) {
            page.isOn("pod-");
            Answers history = new Answers(page, "**/messages?*");
            page.pick(bob);
            Locator edge = page.page().locator(".log-edge");
            assertThat(edge).containsText("The server answered 503");
            history.hold();
            edge.getByText("Try again").click();
            assertThat(edge).hasText("Loading…");
            history.letGo();
            assertThat(edge).containsText("Nothing here yet");
        }
    }

    @Test
    void olderHistoryThatLoadsAndThatFailed() {
        try (ChatPage page = open();
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            page.isOn("pod-");
            IntStream.range(0, 70)
                    .mapToObj(i -> sender.send(alice, "message " + i))
                    .toList()
                    .forEach(ChatClient.Sent::await);
            page.page().reload();
            page.isOn("pod-");
            Answers older = new Answers(page, "**/messages?before=*");
            page.pick(bob);
            page.page().locator(".log-scroller").evaluate("log => log.scrollTop = 0");
            Locator edge = page.page().locator(".log-edge");
            assertThat(edge).containsText("The server answered 503");
            older.hold();
            edge.getByText("Try again").click();
            assertThat(edge).hasText("Loading older messages…");
            older.letGo();
            assertThat(edge).containsText("The beginning of your conversation");
        }
    }

    @Test
    void infoThatLoadsAndThatFailed() {
        try (ChatPage page = open()) {
            page.isOn("pod-");
            page.pick(bob);
            page.write("hello");
            page.seesStatus("hello", "NONE");
            Answers info = new Answers(page, "**/api/messages/*");
            page.bubble("hello").getByTestId("info").click();
            Locator panel = page.page().getByTestId("message-info");
            assertThat(panel).containsText("The server answered 503");
            info.hold();
            panel.getByText("Try again").click();
            assertThat(panel).containsText("Loading…");
            info.letGo();
            assertThat(panel.locator("[data-status]")).hasCount(1);
        }
    }

    @Test
    void aClusterThatLoadsAndOneThatFailed() {
        try (ChatPage page = new ChatPage(browser, cluster.pod(0).url() + "/cluster")) {
            Answers topology = new Answers(page, "**/api/topology");
            page.signIn(alice, TestPeople.PASSWORD);
            Locator first = page.page().getByTestId("cluster-first");
            assertThat(first).containsText("could not be loaded");
            topology.hold();
            first.getByTestId("try-again").click();
            assertThat(first).hasText("Loading the cluster…");
            topology.letGo();
            assertThat(page.page().getByTestId("not-an-operator")).isVisible();
            assertThat(first).isHidden();
        }
    }

    private ChatPage open() {
        return new ChatPage(browser, cluster.pod(0).url()).signIn(alice, TestPeople.PASSWORD);
    }

    /** What the server says to some requests: 503 at first, then nothing while they are held, then what it has to say. */
    private static final class Answers {

        private final List<Route> held = new ArrayList<>();
        private boolean fails = true;
        private boolean holds;

        Answers(ChatPage page, String url) {
            page.page().route(url, this::answer);
        }

        private void answer(Route route) {
            if (fails) {
                route.fulfill(new Route.FulfillOptions().setStatus(503));
            } else if (holds) {
                held.add(route);
            } else {
                route.resume();
            }
        }

        void hold() {
            fails = false;
            holds = true;
        }

        void letGo() {
            holds = false;
            held.forEach(Route::resume);
        }
    }
}
