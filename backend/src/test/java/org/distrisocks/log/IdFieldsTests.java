package org.distrisocks.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.tracing.TraceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A context without beans, with the {@code application.yml} of the pod. */
@ExtendWith(OutputCaptureExtension.class)
class IdFieldsTests {

    private static final UserId ALICE = new UserId("alice");

    private final Logger log = LoggerFactory.getLogger("org.distrisocks.test");
    private final MessageId message = new MessageIdGenerator().next();

    @AfterEach
    void writeTextAgain() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
        // Boot keeps it for the life of the JVM.
        System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash", "gelf"})
    void standInEveryFormatOfJson(String format, CapturedOutput output) {
        try (ConfigurableApplicationContext pod = start("--logging.structured.format.console=" + format)) {
            assertThat(pod.isActive()).isTrue();
            log.info("message {} of {} to {}, {}", message, ALICE, new UserId("bob"), new TraceId("0af7"));

            JsonNode line = lineWith(output, "of alice to bob");
            assertThat(line.path("message_id").asString()).isEqualTo(message.toString());
            assertThat(line.path("user_id").asString()).isEqualTo("alice");
            assertThat(line.path("trace_id").asString()).isEqualTo("0af7");
            assertThat(line.path("pod_id").asString()).isEqualTo("pod-of-the-test");
        }
    }

    @Test
    void areLeftOutWhereThereAreNone(CapturedOutput output) {
        try (ConfigurableApplicationContext pod = start("--logging.structured.format.console=ecs")) {
            assertThat(pod.isActive()).isTrue();
            log.info("nothing of anybody, {}", new TraceId(""));

            assertThat(lineWith(output, "nothing of anybody").propertyNames())
                    .contains("pod_id")
                    .doesNotContain("message_id", "user_id", "trace_id");
        }
    }

    @Test
    void textIsTheDefault(CapturedOutput output) {
        try (ConfigurableApplicationContext pod = start()) {
            assertThat(pod.isActive()).isTrue();
            log.info("plain words of {}", ALICE);

            assertThat(output.getAll().lines().filter(line -> line.contains("plain words")))
                    .singleElement()
                    .asString()
                    .endsWith("plain words of alice")
                    .doesNotContain("{");
        }
    }

    private static JsonNode lineWith(CapturedOutput output, String text) {
        return new JsonMapper()
                .readTree(output.getAll()
                        .lines()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow());
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication pod = new SpringApplication(IdFieldsTests.class);
        pod.setWebApplicationType(WebApplicationType.NONE);
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--distrisocks.pod.id=pod-of-the-test";
        return pod.run(all);
    }
}
