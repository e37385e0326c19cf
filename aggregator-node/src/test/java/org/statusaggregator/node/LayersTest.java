package org.statusaggregator.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.map.IMap;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may see whom in this module, and what nobody may call. */
class LayersTest {
    private static final String NODE = "org.statusaggregator.node";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(NODE);

    @Test
    void thereAreClassesToCheck() {
        assertThat(CLASSES.contain(NODE + ".cluster.HazelcastRosterStore")).isTrue();
        assertThat(CLASSES.contain(NODE + ".watch.WatchHub")).isTrue();
        assertThat(CLASSES.contain(NODE + ".storage.StoreFile")).isTrue();
        assertThat(CLASSES.contain(NODE + ".storage.rosters.RosterPart")).isTrue();
        assertThat(CLASSES.contain(NODE + ".storage.contacts.ContactPart")).isTrue();
        assertThat(CLASSES.contain(NODE + ".metrics.NodeMetrics")).isTrue();
        assertThat(CLASSES.contain(NODE + ".support.ManualLoop")).as("tests").isFalse();
    }

    @Test
    void onlyTheClusterSeesHazelcast() {
        onlyIn(NODE + ".cluster..", "com.hazelcast..");
    }

    @Test
    void onlyTheWireSeesTheGeneratedMessages() {
        onlyIn(NODE + ".grpc..", "org.statusaggregator.v1..", "com.google.protobuf..", "com.google.rpc..");
    }

    @Test
    void onlyTheWireSeesGrpc() {
        onlyIn(NODE + ".grpc..", "io.grpc..", "io.netty..");
    }

    @Test
    void onlyThePageSeesTheHttpLibraryAndInOnePlaceAtThat() {
        onlyIn(NODE + ".web.http..", "org.eclipse.jetty..");
        onlyIn(NODE + ".web..", "com.fasterxml.jackson..");
    }

    @Test
    void thePageKnowsTheClusterByItsPortsOnly() {
        noClasses()
                .that(resideInAPackage(NODE + ".web.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        NODE + ".cluster..",
                        NODE + ".ldap..",
                        NODE + ".grpc..",
                        NODE + ".config..",
                        NODE + ".session.."))
                .check(CLASSES);
    }

    @Test
    void metricsKnowTheClusterByItsPortsOnlyAndNobodyElseSeesTheirHttpServer() {
        onlyIn(NODE + ".metrics..", "com.sun.net.httpserver..");
        noClasses()
                .that(resideInAPackage(NODE + ".metrics.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        NODE + ".cluster..",
                        NODE + ".ldap..",
                        NODE + ".grpc..",
                        NODE + ".web..",
                        NODE + ".config..",
                        NODE + ".session.."))
                .check(CLASSES);
    }

    @Test
    void onlyDirectoriesSeeTheLdapLibrary() {
        onlyIn(NODE + ".ldap..", "com.unboundid..");
    }

    @Test
    void contactListsKnowDirectoriesAndTheClusterByTheirPortsOnly() {
        noClasses()
                .that(resideInAnyPackage(NODE + ".contacts.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        NODE + ".cluster..", NODE + ".ldap..", NODE + ".grpc..", NODE + ".config..", NODE + ".watch.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheConfigurationSeesItsLibrary() {
        onlyIn(NODE + ".config..", "com.typesafe..");
    }

    @Test
    void onlyTheStorageSeesTheEngineOfTheFile() {
        onlyIn(NODE + ".storage", "org.h2..");
    }

    @Test
    void theStorageKnowsNoRostersAndNoContactsAndItsPartsKnowTheClusterByItsPortOnly() {
        noClasses()
                .that(resideInAPackage(NODE + ".storage"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.statusaggregator.core..",
                        NODE + ".storage.rosters..",
                        NODE + ".storage.contacts..",
                        NODE + ".view..",
                        NODE + ".contacts..",
                        NODE + ".roster.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(NODE + ".storage.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        NODE + ".cluster..",
                        NODE + ".grpc..",
                        NODE + ".config..",
                        NODE + ".session..",
                        NODE + ".watch.."))
                .check(CLASSES);
    }

    @Test
    void theNodeIssuesNoCertificatesIsNoClientAndHasNoCommands() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.statusaggregator.core.pki..", "org.statusaggregator.core.client..", "org.bouncycastle.."))
                .check(CLASSES);
    }

    @Test
    void viewWatchesAndSessionsKnowTheStoreByItsPortOnly() {
        noClasses()
                .that(resideInAnyPackage(NODE + ".view..", NODE + ".watch..", NODE + ".session..", NODE + ".roster.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(NODE + ".cluster..", NODE + ".grpc..", NODE + ".config.."))
                .check(CLASSES);
    }

    @Test
    void thePortToTheStoreKnowsNobody() {
        classes()
                .that(resideInAPackage(NODE + ".roster.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "org.statusaggregator.core.status..",
                        NODE + ".roster.."))
                .check(CLASSES);
    }

    @Test
    void nobodySeesThePackageThatWiresAll() {
        noClasses()
                .that(not(resideInAPackage(NODE)))
                .should()
                .dependOnClassesThat(resideInAPackage(NODE))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(NODE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** values and entrySet serialise rosters off their threads; the others do not wait for backups, or act on many keys. */
    @Test
    void theMapIsTouchedByOperationsOnOneKeyOnly() {
        noClasses()
                .should()
                .accessTargetWhere(
                        target(owner(assignableTo(IMap.class)))
                                .and(
                                        target(
                                                nameMatching(
                                                        "values|entrySet|localKeySet|putAll.*|setAll.*|getAll|executeOnKeys|submitToKeys"
                                                                + "|executeOnEntries|aggregate|project|get|getAsync|put.*|set.*|replace.*|remove.*|delete|clear"))))
                .check(CLASSES);
    }

    /** A roster in a near cache, behind an index or read from a backup would be read while its owner changes it. */
    @Test
    void theMapHasNoIndexAndNoNearCache() {
        noClasses()
                .should()
                .accessTargetWhere(target(nameMatching(
                        "addIndex|addIndexConfig|setNearCacheConfig|setReadBackupData|getQueryCache|addInterceptor")))
                .check(CLASSES);
    }

    @Test
    void theForbiddenCallsExist() {
        assertThat(Map.class.getMethods()).extracting("name").contains("values", "entrySet", "putAll");
        assertThat(IMap.class.getMethods()).extracting("name").contains("executeOnKeys", "submitToKeys", "submitToKey");
    }

    private static void onlyIn(String ours, String... theirs) {
        noClasses()
                .that(not(resideInAPackage(ours)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(theirs))
                .check(CLASSES);
    }
}
