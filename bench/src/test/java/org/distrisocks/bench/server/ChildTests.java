package org.distrisocks.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTests {

    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhyItDidNotStart() {
        Child child = sh("echo first; echo the reason; exit 1");

        assertThatIllegalStateException()
                .isThrownBy(() -> child.awaitPort(LoopbackPort.reserve().number()))
                .withMessageContaining("child did not start")
                .withMessageContaining("the reason");
    }

    @Test
    void waitsForWordsAndEndsWithAllItsChildren() {
        Child child = sh("sleep 600 & echo ready; wait");

        child.awaitWords("ready");
        List<ProcessHandle> all = ProcessHandle.of(child.tree().root())
                .orElseThrow()
                .descendants()
                .toList();
        assertThat(all).isNotEmpty();
        child.close();

        assertThat(all).allSatisfy(left -> left.onExit().get(10, TimeUnit.SECONDS));
    }

    private Child sh(String script) {
        return Child.start("child", folder, Map.of(), List.of("sh", "-c", script));
    }
}
