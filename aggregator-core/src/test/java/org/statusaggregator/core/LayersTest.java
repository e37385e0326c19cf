package org.statusaggregator.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may see whom in this module. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.statusaggregator.core");

    @Test
    void thereAreClassesToCheck() {
        assertThat(CLASSES.contain("org.statusaggregator.core.status.Roster")).isTrue();
        assertThat(CLASSES.contain("org.statusaggregator.core.wire.WireStatus")).isTrue();
    }

    @Test
    void rulesAndValuesSeeTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("org.statusaggregator.core.status..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.statusaggregator.core.status..",
                        "org.jspecify.annotations..",
                        "com.google.errorprone.annotations.."))
                .check(CLASSES);
    }

    @Test
    void directoriesSeeTheJdkAndStatusesOnly() {
        classes()
                .that()
                .resideInAPackage("org.statusaggregator.core.directory..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.naming..",
                        "org.statusaggregator.core.directory..",
                        "org.statusaggregator.core.status..",
                        "org.jspecify.annotations.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.statusaggregator.core.directory")
                .should()
                .dependOnClassesThat(resideInAPackage("org.statusaggregator.core.directory.replica.."))
                .check(CLASSES);
    }

    @Test
    void onlyPkiSeesBouncyCastle() {
        onlyIn("org.statusaggregator.core.pki..", "org.bouncycastle..");
    }

    @Test
    void onlyWireAndClientSeeTheGeneratedMessages() {
        noClasses()
                .that(not(resideInAnyPackage("org.statusaggregator.core.wire..", "org.statusaggregator.core.client..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.statusaggregator.v1..", "com.google.protobuf.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheClientSeesGrpc() {
        onlyIn("org.statusaggregator.core.client..", "io.grpc..");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.statusaggregator.core.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static void onlyIn(String ours, String theirs) {
        noClasses()
                .that(not(resideInAPackage(ours)))
                .should()
                .dependOnClassesThat(resideInAPackage(theirs))
                .check(CLASSES);
    }
}
