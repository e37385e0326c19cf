package org.statusaggregator.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may see whom in this module. */
class LayersTest {
    private static final String CLI = "org.statusaggregator.cli";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CLI);

    @Test
    void thereAreClassesToCheck() {
        assertThat(CLASSES.contain(CLI + ".users.ListCommand")).isTrue();
        assertThat(CLASSES.contain(CLI + ".LayersTest")).as("tests").isFalse();
    }

    @Test
    void theCliNeverSeesTheNode() {
        nobodySees("org.statusaggregator.node..", "com.hazelcast..", "com.typesafe..");
    }

    @Test
    void onlyOutputKnowsTheFormats() {
        noClasses()
                .that(not(resideInAnyPackage(CLI + ".output..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."))
                .check(CLASSES);
    }

    @Test
    void certificatesAreMadeByTheCoreOnly() {
        nobodySees("org.bouncycastle..", "com.unboundid..");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(CLI + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static void nobodySees(String... theirs) {
        noClasses().should().dependOnClassesThat(resideInAnyPackage(theirs)).check(CLASSES);
    }
}
