package org.statusaggregator.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class FencesTest {
    private static final String ROOT = "org.statusaggregator.cli";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void thereIsSomethingToCheck() {
        assertThat(CLASSES).hasSizeGreaterThan(50);
    }

    @Test
    void onlyOutputKnowsFormats() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".output")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "com.google.protobuf.util..", "com.google.gson..")
                .check(CLASSES);
    }

    @Test
    void commandsNeverSeeTheNodeOrItsDataGrid() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.statusaggregator.node..", "com.hazelcast..", "com.typesafe..")
                .check(CLASSES);
    }

    @Test
    void certificatesAreMadeAndDirectoriesReadElsewhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..", "com.unboundid..")
                .check(CLASSES);
    }

    @Test
    void packagesKnowEachOtherInOneDirectionOnly() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        for (String noun :
                new String[] {"cluster", "cic", "users", "contacts", "watches", "certs", "simulate", "demo"}) {
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + ".environment..", ROOT + ".connection..", ROOT + ".output..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "." + noun + "..")
                    .check(CLASSES);
        }
    }

    @Test
    void nobodyKnowsTheCommandTree() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void nothingEndsTheProcessButMain() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Aggregator")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
