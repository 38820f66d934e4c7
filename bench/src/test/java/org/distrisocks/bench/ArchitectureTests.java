package org.distrisocks.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The load generator knows the wire, and no server's code. */
class ArchitectureTests {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.distrisocks.bench");

    @Test
    void wireKnowsNothingButJava() {
        classes()
                .that()
                .resideInAPackage("..bench.wire..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..bench.wire..", "java..", "org.jspecify..")
                .check(MAIN);
    }

    @Test
    void loadKnowsNothingButTheWire() {
        noClasses()
                .that()
                .resideInAnyPackage("..bench.load..", "..bench.dialect..", "..bench.cost..", "..bench.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.distrisocks.cluster..", "org.distrisocks.devservices..", "..bench.server..", "java.sql..")
                .check(MAIN);
    }
}
