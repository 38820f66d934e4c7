package org.distrisocks.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.bootstrap.config.BootstrapPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The property sources that Spring Cloud makes of a ConfigMap at the start, and what becomes of them when it changes. */
class LiveSettingsTests {

    private static final String RATE = "distrisocks.limits.send-rate";
    private static final String LOGGER = "org.distrisocks.live";

    /** How Spring Cloud Kubernetes reads a ConfigMap, and what it makes of it. */
    private enum Shape {
        /** By {@code spring.config.import}: {@code composite-configmap} around {@code configmap.distrisocks.chat}. */
        COMPOSITE_OF_ONE_READ("single"),
        COMPOSITE_OF_A_BATCH("batch"),
        /** As a bootstrap context has it: {@code bootstrapProperties-configmap.distrisocks.chat}. */
        BOOTSTRAP("single");

        private final String readType;

        Shape(String readType) {
            this.readType = readType;
        }

        /** Leaves the environment as this shape has it. */
        void arrange(ConfigurableEnvironment environment) {
            PropertySource<?> composite = environment.getPropertySources().get("composite-configmap");
            assertThat(composite)
                    .isInstanceOfSatisfying(
                            CompositePropertySource.class,
                            all -> assertThat(all.getPropertySources())
                                    .extracting(PropertySource::getName)
                                    .containsExactly("configmap.distrisocks.chat"));
            if (this == BOOTSTRAP && composite instanceof CompositePropertySource all) {
                EnumerablePropertySource<?> only = (EnumerablePropertySource<?>)
                        all.getPropertySources().iterator().next();
                environment.getPropertySources().replace(all.getName(), new BootstrapPropertySource<>(only));
            }
        }
    }

    @AfterEach
    void restoreLevel() {
        LoggingSystem.get(LiveSettingsTests.class.getClassLoader()).setLogLevel(LOGGER, null);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aRemovedKeyHasItsDefaultAgain(Shape shape) {
        String before = RATE + ": 77\nlogging.level." + LOGGER + ": debug\n";
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put(before);
            try (ConfigurableApplicationContext pod = start(shape)) {
                ConfigurableEnvironment environment = pod.getEnvironment();
                shape.arrange(environment);
                List<SettingsChanged> changes = new ArrayList<>();
                LiveSettings settings = settings(pod, changes);
                assertThat(environment.getProperty(RATE)).isEqualTo("77");
                assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isTrue();

                settings.take(Map.of("application.yaml", before));
                assertThat(changes)
                        .as("the first event of the watch brings what was read")
                        .isEmpty();

                settings.take(Map.of("application.yaml", ""));
                assertThat(environment.getProperty(RATE)).isNull();
                assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isFalse();
                assertThat(changes).hasSize(1);
            }
        }
    }

    @Test
    void parsesDocumentsOfProfilesAsAtTheStart() {
        String yaml = """
                distrisocks.limits.send-rate: 7
                ---
                spring.config.activate.on-profile: other
                distrisocks.limits.send-rate: 8
                """;
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put(yaml);
            try (ConfigurableApplicationContext pod = start(Shape.COMPOSITE_OF_ONE_READ)) {
                List<SettingsChanged> changes = new ArrayList<>();

                settings(pod, changes).take(Map.of("application.yaml", yaml));

                assertThat(changes).isEmpty();
                assertThat(pod.getEnvironment().getProperty(RATE)).isEqualTo("7");
            }
        }
    }

    @Test
    void setsTheLevelOfAGroupAndLeavesOneThatCannotBe() {
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put("logging.group.live: " + LOGGER);
            try (ConfigurableApplicationContext pod = start(Shape.COMPOSITE_OF_ONE_READ)) {
                LiveSettings settings = settings(pod, new ArrayList<>());

                settings.take(
                        Map.of("application.yaml", "logging.group.live: " + LOGGER + "\nlogging.level.live: debug"));
                assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isTrue();

                settings.take(Map.of("application.yaml", "logging.level.live: loud"));
                assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isTrue();

                settings.take(Map.of("application.yaml", "logging.level.live: off"));
                assertThat(LoggerFactory.getLogger(LOGGER).isErrorEnabled()).isFalse();
            }
        }
    }

    private static LiveSettings settings(ConfigurableApplicationContext pod, List<SettingsChanged> changes) {
        return new LiveSettings(
                pod.getEnvironment(),
                pod.getBean(LoggingSystem.class),
                pod.getBean(LoggerGroups.class),
                event -> changes.add((SettingsChanged) event),
                _ -> {});
    }

    private static ConfigurableApplicationContext start(Shape shape) {
        SpringApplication pod = new SpringApplication(LiveSettingsTests.class);
        pod.setWebApplicationType(WebApplicationType.NONE);
        return pod.run(
                "--spring.main.cloud-platform=kubernetes",
                "--spring.cloud.kubernetes.config.read-type=" + shape.readType);
    }
}
