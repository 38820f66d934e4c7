package org.distrisocks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.distrisocks.RealPod;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard and the alert rules ask for is what a pod tells, and the documentation knows of it. */
@SuppressWarnings("NullAway.Init")
class WatchedMetricsIT extends RealPod {

    private static final Path COMPONENTS = Path.of("..", "k8s", "components");
    private static final Path RULES = COMPONENTS.resolve("prometheus/alert-rules.yaml");
    private static final Path DASHBOARD = COMPONENTS.resolve("grafana/distrisocks.json");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

    /** Names of metrics have a _, and so has one function. */
    private static final Pattern METRIC = Pattern.compile("\\b(?!histogram_quantile)[a-z]+_[a-z_]*[a-z]\\b");

    private static final Pattern SELECTOR = Pattern.compile("(distrisocks_[a-z_]+)\\{([^}]*)}");

    @Autowired
    private PrometheusMeterRegistry prometheus;

    @Test
    void everyMetricThatIsAskedForIsTold() throws IOException {
        Set<String> asked = new HashSet<>();
        for (String expression : expressions()) {
            asked.addAll(METRIC.matcher(expression.replace("$__rate_interval", ""))
                    .results()
                    .map(MatchResult::group)
                    .toList());
        }
        assertThat(asked).hasSizeGreaterThan(20);
        await().untilAsserted(() -> assertThat(told()).containsAll(asked));
    }

    @Test
    void labelsOfOursAreThoseOfTheEnum() throws IOException {
        for (String expression : expressions()) {
            SELECTOR.matcher(expression)
                    .results()
                    .forEach(selector -> assertThat(labels(selector.group(2)))
                            .as(expression)
                            .isSubsetOf("job", tagOf(selector.group(1))));
        }
    }

    @Test
    void everyMetricOfOursIsInTheDocumentation() throws IOException {
        String text = Files.readString(OPERATIONS);

        assertThat(ours().keySet()).allMatch(name -> text.contains("`" + name));
    }

    @Test
    void everyAlertHasItsParagraph() throws IOException {
        String text = Files.readString(OPERATIONS);

        assertThat(alerts()).hasSizeGreaterThan(10);
        for (Map<String, Object> alert : alerts()) {
            assertThat(text).contains("**" + alert.get("alert") + ".**");
            assertThat(alert).containsKeys("expr", "labels", "annotations");
        }
        assertThat(Pattern.compile("\\*\\*(Distrisocks\\w+)\\.\\*\\*")
                        .matcher(text)
                        .results())
                .as("paragraphs of alerts that there are no more")
                .hasSameSizeAs(alerts());
    }

    /** Names as Prometheus reads them: those of a pod that runs, and those of ours that come with their first event. */
    private Set<String> told() {
        Set<String> names = prometheus
                .scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        names.addAll(ours().keySet());
        return names;
    }

    /** The names of the enums, each with its tag. */
    private static Map<String, String> ours() {
        return Stream.concat(
                        Stream.of(Counted.values())
                                .map(counted -> Map.entry(prometheus(counted.meter()) + "_total", counted.tag())),
                        Stream.of(Measured.values())
                                .map(measured -> Map.entry(prometheusName(measured), measured.tag())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String prometheusName(Measured measured) {
        return prometheus(measured.meter()) + (measured.name().startsWith("TO_") ? "_seconds" : "");
    }

    private static String tagOf(String metric) {
        String name = metric.replaceFirst("_(bucket|sum|count)$", "");
        return name.equals("distrisocks_part_up") ? "part" : ours().getOrDefault(name, "");
    }

    private static Set<String> labels(String selector) {
        return Stream.of(selector.split(","))
                .map(label -> label.split("=", 2)[0].strip())
                .collect(Collectors.toSet());
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
        return Stream.concat(
                        dashboard.findValuesAsString("expr").stream(),
                        alerts().stream().map(alert -> String.valueOf(alert.get("expr"))))
                .toList();
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        RuleFile file = new YAMLMapper().readValue(Files.readString(RULES), RuleFile.class);
        return file.spec().groups().getFirst().rules();
    }

    private record RuleFile(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {}

    private record Spec(List<Group> groups) {}

    private record Group(String name, List<Map<String, Object>> rules) {}

    private static String prometheus(String meter) {
        return meter.replace('.', '_');
    }
}
