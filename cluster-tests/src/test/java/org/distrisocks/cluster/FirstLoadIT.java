package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a browser fetches when it comes for the first time, and when it comes again. */
@InBrowser
class FirstLoadIT {

    private static final int MOST_BYTES = 150_000;
    private static final int MOST_BYTES_AGAIN = 55_000;

    private final AtomicLong bytes = new AtomicLong();
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    @Test
    void isSmallAndAsksNobodyElse(Cluster cluster, Browser browser) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            CDPSession network = context.newCDPSession(page);
            network.send("Network.enable");
            network.on("Network.loadingFinished", this::count);
            page.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));

            long first = load(page, cluster.pod(0).url());
            long again = load(page, cluster.pod(0).url());

            System.out.printf("first load %,d octets over the wire, again %,d%n", first, again);
            assertThat(first).isBetween(1L, (long) MOST_BYTES);
            assertThat(again).isLessThan(MOST_BYTES_AGAIN);
            assertThat(hosts).containsExactly(URI.create(cluster.pod(0).url()).getAuthority());
        }
    }

    private long load(Page page, String url) {
        bytes.set(0);
        page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.NETWORKIDLE));
        page.getByTestId("sign-in").waitFor();
        return bytes.get();
    }

    private void count(JsonObject finished) {
        bytes.addAndGet(finished.get("encodedDataLength").getAsLong());
    }
}
