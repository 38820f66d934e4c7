package org.distrisocks.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to production, and what is not. */
class ProductionJarIT {

    private static final List<String> OF_THE_DEMO =
            List.of("demo-panel", "X-Demo-Token", "demo/control", "DemoControl", "org/distrisocks/cluster");

    private final List<String> found = new ArrayList<>();
    private int files;

    @Test
    void hasNothingOfTheDemoPanel() throws IOException {
        try (InputStream jar = Files.newInputStream(ProjectLayout.find().backendJar())) {
            search("", jar);
        }

        assertThat(files).isGreaterThan(200);
        assertThat(found).isEmpty();
    }

    private void search(String path, InputStream jar) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = path + entry.getName();
            if (name.contains("/lib/distrisocks-") && name.endsWith(".jar")) {
                search(name + "!/", entries);
            } else if (name.contains("distrisocks") || name.contains("static/")) {
                files++;
                String content = name + new String(entries.readAllBytes(), ISO_8859_1);
                OF_THE_DEMO.stream().filter(content::contains).forEach(word -> found.add(name + " has " + word));
            }
        }
    }
}
