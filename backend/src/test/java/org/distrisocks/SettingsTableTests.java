package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of settings in {@code docs/operations.md} is what the compiler has gathered from the records of settings. With
 * {@code -Ddistrisocks.write-docs=true} it is written anew.
 */
class SettingsTableTests {

    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
    private static final String BEGIN = "<!-- settings, by SettingsTableTests -->\n";
    private static final String END = "<!-- end of settings -->\n";

    @Test
    void documentationHasEverySettingWithItsDefault() throws IOException {
        String text = Files.readString(OPERATIONS);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("distrisocks.write-docs")) {
            Files.writeString(OPERATIONS, text.substring(0, begin) + table + text.substring(end));
            return;
        }

        assertThat(text.substring(begin, end)).isEqualTo(table);
    }

    private static String table() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode property :
                new JsonMapper().readTree(Files.readString(METADATA)).path("properties")) {
            String name = property.path("name").asString();
            rows.put(
                    name,
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    name,
                                    shown(property.path("defaultValue")),
                                    property.path("description")
                                            .asString()
                                            .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                            .replace("`wait`: ", "")));
        }
        return "| property | default | meaning |\n|---|---|---|\n"
                + rows.values().stream().collect(Collectors.joining());
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "none";
        }
        String text = value.asString();
        if (text.isEmpty()) {
            return "empty";
        }
        return text.contains(" ") ? text : "`" + text + "`";
    }
}
