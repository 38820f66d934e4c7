package org.distrisocks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the house of DESIGN §9: who may use whom, and which technology is known where. */
class ArchitectureTests {

    private static final String ROOT = "org.distrisocks";

    /** Who uses stands above who is used. */
    private static final List<String> DOWNWARDS = List.of(
            "topology",
            "delivery",
            "submission",
            "conversation",
            "session",
            "account",
            "edge",
            "routing",
            "relay",
            "inbox",
            "presence",
            "trace",
            "log",
            "tracing",
            "pod",
            "limit",
            "metrics",
            "settings",
            "schedule",
            "part",
            "identity");

    /** Time between two batches, time until the JVM is halted; the others look for what nobody announces: a key of Redis, an empty pod. */
    private static final String WAIT_FOR_TIME =
            ".*\\.(schedule\\.Pace|pod\\.DeadPods|pod\\.StopLimit|session\\.SessionDrain)";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/devservices/"))
            .importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(DistriSocksApplication.class, resideInAPackage(in("devservices")))
                .verify();
    }

    @Test
    void arrowsOnlyGoDown() {
        for (int i = 1; i < DOWNWARDS.size(); i++) {
            String[] above =
                    DOWNWARDS.subList(0, i).stream().map(ArchitectureTests::in).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(in(DOWNWARDS.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(MAIN);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(MAIN.getPackage(ROOT).getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrderElementsOf(DOWNWARDS);
    }

    @Test
    void everyPackageIsNullMarked() {
        Stream<JavaPackage> packages =
                Stream.concat(Stream.of(MAIN.getPackage(ROOT)), MAIN.getPackage(ROOT).getSubpackagesInTree().stream());

        assertThat(packages.filter(p -> !p.getClasses().isEmpty()))
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class), "has a package-info with @NullMarked");
    }

    @Test
    void kafkaIsKnownInRelayAloneAndSpringCloudInSettingsBesides() {
        knownOnlyIn(List.of("relay"), "org.apache.kafka..", "org.springframework.kafka..");
        knownOnlyIn(List.of("relay", "settings"), "org.springframework.cloud..");
    }

    @Test
    void openTelemetryIsKnownInTracingAlone() {
        knownOnlyIn(List.of("tracing"), "io.micrometer.tracing..", "io.opentelemetry..");
    }

    @Test
    void kubernetesIsKnownInSettingsAlone() {
        knownOnlyIn(
                List.of("settings"),
                "io.fabric8..",
                "org.springframework.cloud.kubernetes..",
                "org.springframework.cloud.bootstrap..");
    }

    @Test
    void redisIsKnownInPresencePodAndTraceAlone() {
        knownOnlyIn(List.of("presence", "pod", "trace"), "org.springframework.data.redis..", "io.lettuce..");
    }

    @Test
    void sqlIsKnownInInboxAndAccountAlone() {
        knownOnlyIn(
                List.of("inbox", "account"),
                "java.sql..",
                "javax.sql..",
                "jakarta.persistence..",
                "org.hibernate..",
                "org.postgresql..",
                "org.springframework.jdbc..",
                "org.springframework.data.jpa..",
                "org.springframework.data.repository..");
    }

    @Test
    void jettyIsKnownInSessionAndEdgeAlone() {
        knownOnlyIn(List.of("session", "edge"), "org.eclipse.jetty..", "org.springframework.boot.jetty..");
    }

    @Test
    void idsKnowNoSpring() {
        noClasses()
                .that(resideInAPackage(in("identity")))
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(MAIN);
    }

    @Test
    void theProtocolKnowsNoSpring() {
        noClasses()
                .that(resideInAPackage(in("session.stomp")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .orShould()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(in("session.stomp"))))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Impl", "Manager", "Helper", "Util", "Utils"})
    void namesSayARole(String empty) {
        noClasses().should().haveSimpleNameEndingWith(empty).check(MAIN);
    }

    /** Whoever waits says on what. */
    @Test
    void nobodySleepsByAnyName() {
        noClasses()
                .that()
                .haveNameNotMatching(WAIT_FOR_TIME)
                .should()
                .callMethodWhere(describe("it sleeps", ArchitectureTests::sleeps))
                .check(MAIN);
    }

    private static boolean sleeps(JavaMethodCall call) {
        String method = call.getTargetOwner().getSimpleName() + '.' + call.getName();
        return method.matches("(Thread|TimeUnit)\\.sleep|LockSupport\\.park.*")
                || (call.getName().equals("wait")
                        && !call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static void knownOnlyIn(List<String> packages, String... technology) {
        String[] rooms = packages.stream().map(ArchitectureTests::in).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .check(MAIN);
    }

    private static String in(String relative) {
        return ROOT + "." + relative + "..";
    }
}
