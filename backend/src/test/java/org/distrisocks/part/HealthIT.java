package org.distrisocks.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.distrisocks.RealPod;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class HealthIT extends RealPod {

    private static final JsonMapper JSON = new JsonMapper();

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private List<Part> parts;

    @Test
    void everyPartAnswersAndIsShownUp() throws Exception {
        assertThat(parts).extracting(Part::name).containsExactlyInAnyOrder("Kafka", "PostgreSQL", "Redis");
        for (Part part : parts) {
            part.probe();
            part.probe();
            assertThat(meters.get("distrisocks.part.up")
                            .tag("part", part.name().toLowerCase(Locale.ROOT))
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
        assertThat(meters.get("distrisocks.sessions").gauge().value()).isNotNegative();
    }

    @Test
    void showsDependenciesAndLetsNoProbeDependOnThem() throws Exception {
        assertThat(health("")).contains("\"dependencies\"", "\"kafka\"", "\"postgresql\"", "\"redis\"");
        assertThat(JSON.readTree(health("/readiness")).path("components").propertyNames())
                .containsExactly("readinessState");
        assertThat(JSON.readTree(health("/liveness")).path("components").propertyNames())
                .containsExactly("livenessState");
    }

    private String health(String group) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + managementPort + "/actuator/health" + group))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
