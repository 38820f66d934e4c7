package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's pure logic, by the Node that Playwright brings: the machine needs none. */
class WebLogicTests {

    @Test
    void theLogicOfThePageHolds() throws IOException, InterruptedException {
        Path webUi = ProjectLayout.find().root().resolve("web-ui");
        Driver driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        List<String> command = new ArrayList<>(
                List.of(driver.createProcessBuilder().command().getFirst(), "--test", "--test-reporter=tap"));
        try (Stream<Path> tests = Files.list(webUi.resolve("src/test/js"))) {
            tests.map(Path::toString).sorted().forEach(command::add);
        }
        Process node = new ProcessBuilder(command)
                .directory(webUi.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(told).isZero();
        assertThat(told).containsPattern("# pass [1-9]").contains("# fail 0");
    }
}
