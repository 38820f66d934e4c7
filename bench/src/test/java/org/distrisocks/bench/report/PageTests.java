package org.distrisocks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTests {

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("page.md"), """
                # Words
                <!-- begin a -->
                old
                <!-- end a -->
                more words
                <!-- begin b -->
                <!-- end b -->
                """);
    }

    @Test
    void replacesWhatStandsBetweenTheMarksAndNothingElse() throws IOException {
        Page page = new Page(file);
        page.replace("a", "new\n");
        page.replace("b", "first");
        page.replace("b", "second");

        assertThat(file).hasContent("""
                # Words
                <!-- begin a -->
                new
                <!-- end a -->
                more words
                <!-- begin b -->
                second
                <!-- end b -->
                """);
    }

    @Test
    void refusesAPageWithoutTheMarks() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Page(file).replace("c", "text"))
                .withMessageContaining("begin c");
    }
}
