package org.statusaggregator.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom in this module. */
class ConnectorFencesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.statusaggregator.connector");

    @Test
    void simulationsKnowStatusesAndFilesButNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("..connector.simulate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.statusaggregator.v1..",
                        "org.statusaggregator.core.wire..",
                        "org.statusaggregator.core.client..",
                        "org.statusaggregator.core.tls..",
                        "io.grpc..",
                        "java.net..")
                .check(CLASSES);
    }

    @Test
    void theCicSideSeesNeitherNodeNorCommandsAndLeavesTheWireToTheClientLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.statusaggregator.node..",
                        "org.statusaggregator.cli..",
                        "com.hazelcast..",
                        "picocli..",
                        "org.statusaggregator.v1..",
                        "com.google.protobuf..",
                        "io.grpc..")
                .check(CLASSES);
    }

    @Test
    void onlyDirectoriesKnowTheLdapLibrary() {
        noClasses()
                .that()
                .doNotHaveSimpleName("LdifPeople")
                .and()
                .doNotHaveSimpleName("Collector")
                .and()
                .resideOutsideOfPackage("org.statusaggregator.connector.directory..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.unboundid..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.statusaggregator.connector.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
