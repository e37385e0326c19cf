package org.statusaggregator.connector;

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
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.statusaggregator.connector");

    @Test
    void thereAreClassesToCheck() {
        assertThat(CLASSES.contain("org.statusaggregator.connector.simulate.Simulation"))
                .isTrue();
    }

    @Test
    void theCicSideSeesNeitherNodeNorCommands() {
        nobodySees("org.statusaggregator.node..", "org.statusaggregator.cli..", "com.hazelcast..", "picocli..");
    }

    @Test
    void theWireIsLeftToTheClientLibrary() {
        nobodySees("org.statusaggregator.v1..", "com.google.protobuf..", "io.grpc..");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.statusaggregator.connector.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static void nobodySees(String... theirs) {
        noClasses().should().dependOnClassesThat(resideInAnyPackage(theirs)).check(CLASSES);
    }
}
