package dev.correnteza.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTest {
    private static final String BASE = "dev.correnteza.processor.";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.processor");

    @Test
    void packagesDependOneWay() {
        SlicesRuleDefinition.slices()
                .matching(BASE + "(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void nobodyKnowsOfBatches() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "batch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "batch..")
                .check(classes);
    }

    @Test
    void theBooksKnowNothingOfWhatFollowsFromThem() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("batch")
                .definedBy(BASE + "batch..")
                .layer("outbox")
                .definedBy(BASE + "outbox..")
                .layer("books")
                .definedBy(BASE + "payment..", BASE + "subscription..", BASE + "customer..", BASE + "webhooklog..")
                .layer("facts")
                .definedBy(BASE + "ledger..", BASE + "matching..")
                .whereLayer("batch")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("outbox")
                .mayOnlyBeAccessedByLayers("batch")
                .whereLayer("books")
                .mayOnlyBeAccessedByLayers("batch", "outbox")
                .check(classes);
    }

    @Test
    void onlyListenersAndThePublisherBlock() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Listener")
                .and()
                .doNotHaveSimpleName("LeasedPublisher")
                .and()
                .doNotHaveSimpleName("StandbyBooks") // on the thread of a rebuild
                .should()
                .callMethodWhere(JavaCall.Predicates.target(DescribedPredicate.describe(
                        "block()",
                        target -> target.getName().startsWith("block")
                                && (target.getOwner().isAssignableTo(Mono.class)
                                        || target.getOwner().isAssignableTo(Flux.class)))))
                .check(classes);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(classes);
    }

    @Test
    void servicesAreStrangers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.correnteza.ingest..",
                        "dev.correnteza.tracking..",
                        "dev.correnteza.backfill..",
                        "dev.correnteza.embedded..",
                        "dev.correnteza.simulator..")
                .check(classes);
    }
}
