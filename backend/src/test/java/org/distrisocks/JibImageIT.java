package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image that Jib has built in this very build, on a base of one empty layer. */
@Tag("long")
class JibImageIT {

    private static final Path TAR = Path.of("target", "image-under-test.tar");
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode config;
    private static List<List<TarArchiveEntry>> layers;

    @BeforeAll
    static void open() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(TAR))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        JsonNode manifest = JSON.readTree(files.get("manifest.json")).get(0);
        config = JSON.readTree(files.get(manifest.path("Config").asString()));
        layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("Layers")) {
            layers.add(entries(Objects.requireNonNull(files.get(layer.asString()))));
        }
    }

    @Test
    void runsAsNobodySpecial() {
        assertThat(config.at("/config/User").asString()).isEqualTo("1000:1000");
    }

    @Test
    void startsThePodWithFlagsForContainers() {
        assertThat(texts(config.at("/config/Entrypoint")))
                .startsWith("java")
                .contains("-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError")
                .endsWith(DistriSocksApplication.class.getName());
        assertThat(config.at("/config/ExposedPorts").propertyNames()).containsExactlyInAnyOrder("8080/tcp", "9080/tcp");
    }

    @Test
    void whatChangesOftenLiesAboveWhatDoesNot() {
        List<String> firsts = layers.stream()
                .map(layer -> layer.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(TarArchiveEntry::getName)
                        .findFirst()
                        .orElse(""))
                .toList();

        assertThat(firsts).hasSize(6);
        assertThat(layers.get(1)).extracting(TarArchiveEntry::getName).anyMatch(name -> name.contains("spring-core-"));
        assertThat(layers.get(1)).extracting(TarArchiveEntry::getName).noneMatch(name -> name.contains("distrisocks-"));
        assertThat(layers.get(2))
                .extracting(TarArchiveEntry::getName)
                .anyMatch(name -> name.contains("distrisocks-web-ui-"));
        assertThat(layers.get(3))
                .extracting(TarArchiveEntry::getName)
                .anyMatch(name -> name.endsWith("resources/application.yml"));
        assertThat(layers.get(4))
                .extracting(TarArchiveEntry::getName)
                .anyMatch(name -> name.endsWith("DistriSocksApplication.class"));
    }

    @Test
    void isTheSameWheneverItIsBuilt() {
        assertThat(config.path("created").asString()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(layers.stream().flatMap(List::stream).map(TarArchiveEntry::getLastModifiedTime))
                .allMatch(time -> time.toInstant().equals(Instant.ofEpochSecond(1))
                        || time.toInstant().equals(Instant.EPOCH));
    }

    @Test
    void holdsNoSecretAndNothingOfTheTests() {
        assertThat(texts(config.at("/config/Env")))
                .allMatch(variable -> variable.startsWith("PATH=") || variable.startsWith("JAVA_HOME="));
        assertThat(layers.stream().flatMap(List::stream).map(TarArchiveEntry::getName))
                .noneMatch(name -> name.contains("dev-services")
                        || name.contains("junit")
                        || name.endsWith("Tests.class")
                        || name.endsWith("IT.class"))
                .noneMatch(name -> name.matches(".*\\.(env|pem|key|jks|p12)"));
    }

    private static List<TarArchiveEntry> entries(byte[] layer) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        boolean isZipped = layer.length > 2 && layer[0] == (byte) 0x1f && layer[1] == (byte) 0x8b;
        InputStream plain = new ByteArrayInputStream(layer);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(isZipped ? new GZIPInputStream(plain) : plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
