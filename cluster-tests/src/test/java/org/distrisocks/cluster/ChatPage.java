package org.distrisocks.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One person at one browser window, by the hooks of the UI. */
final class ChatPage implements AutoCloseable {

    private static final double PATIENCE_MS = 20_000;

    /**
     * A page that gets files and REST, and while the test wants it no WebSocket, or one that takes no ACK. It is online until
     * the test takes it offline: Chromium takes a machine that has loopback alone for offline.
     */
    private static final String CUTTABLE = """
            let online = true;
            addEventListener('online', () => (online = true));
            addEventListener('offline', () => (online = false));
            Object.defineProperty(Navigator.prototype, 'onLine', { get: () => online });
            const Socket = WebSocket;
            const wants = what => {
              try {
                return localStorage.getItem('test.' + what);
              } catch {
                return false; // a test that forbids storage
              }
            };
            WebSocket = class extends Socket {
              constructor(url, protocols) {
                super(wants('cut') ? url.replace('/ws', '/cut') : url, protocols);
              }
              send(data) {
                if (!String(data).startsWith('ACK') || !wants('noAcks')) super.send(data);
              }
            };""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    ChatPage(Browser browser, String url) {
        this(browser, url, new Browser.NewContextOptions().setViewportSize(720, 640));
    }

    ChatPage(Browser browser, String url, Browser.NewContextOptions options) {
        this(browser.newContext(options), url);
    }

    private ChatPage(BrowserContext context, String url) {
        this.context = context;
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.addInitScript(CUTTABLE);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.navigate(url);
    }

    /** A second tab of the same browser. */
    ChatPage tab(String url) {
        return new ChatPage(context, url);
    }

    Page page() {
        return page;
    }

    ChatPage signIn(String user, String password) {
        page.getByTestId("username").fill(user);
        page.getByTestId("password").fill(password);
        page.getByTestId("sign-in").click();
        return this;
    }

    /** Asks to be signed out; a dialog may ask back. */
    void signOut() {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign out").setExact(true))
                .click();
    }

    Locator connectedPod() {
        return page.getByTestId("connected-pod");
    }

    Locator signInForm() {
        return page.getByTestId("sign-in-form");
    }

    void pick(String user) {
        page.getByTestId("person-search").fill(user);
        page.locator("[data-testid=person][data-user=" + user + "]").click();
    }

    /** The line of a person in the list. */
    Locator person(String user) {
        return page.locator("[data-testid=person][data-user=" + user + "]");
    }

    Locator composer() {
        return page.getByTestId("composer");
    }

    Locator banner() {
        return page.getByTestId("reconnect-banner");
    }

    void isOn(String pod) {
        assertThat(connectedPod())
                .containsText(pod, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    }

    /** From the next WebSocket on, over reloads too. */
    void cutSockets(boolean cut) {
        page.evaluate(
                "cut => cut ? localStorage.setItem('test.cut', 'yes') : localStorage.removeItem('test.cut')", cut);
    }

    /** Takes the page off the network or back; a machine that has loopback alone fires no event for it. */
    void setOffline(boolean offline) {
        page.context().setOffline(offline);
        page.evaluate("type => dispatchEvent(new Event(type))", offline ? "offline" : "online");
    }

    /** From now on, over reloads too. */
    void loseAcks(boolean lose) {
        page.evaluate(
                "lose => lose ? localStorage.setItem('test.noAcks', 'yes') : localStorage.removeItem('test.noAcks')",
                lose);
    }

    /** Lets WebSockets through again, and does not wait for the page to try. */
    void reconnect() {
        assertThat(banner())
                .containsText(
                        Pattern.compile("Next try in ([3-9]|\\d\\d) s"),
                        new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
        cutSockets(false);
        page.getByText("Reconnect now").click();
    }

    void write(String text) {
        page.getByTestId("composer").fill(text);
        page.getByTestId("send").click();
    }

    /** The message of this text, sent or received. */
    Locator bubble(String text) {
        return page.getByTestId("bubble")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".bubble-words", new Page.LocatorOptions().setHasText(text))));
    }

    void seesOnce(String text) {
        assertThat(bubble(text)).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
    }

    void seesStatus(String text, String status) {
        assertThat(bubble(text))
                .hasAttribute(
                        "data-status", status, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS));
    }

    /** What a script has thrown, and what the browser has refused: by the Content-Security-Policy, say. */
    List<String> errors() {
        return errors;
    }

    /** Runs a script that no file of the page holds, as markup would that was not shown as text. */
    boolean runsInlineScript() {
        page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.append('window.inlineScriptHasRun = true');
                  document.body.append(script);
                }""");
        return page.evaluate("window.inlineScriptHasRun") != null;
    }

    byte[] screenshot() {
        return page.screenshot();
    }

    @Override
    public void close() {
        context.close();
    }
}
