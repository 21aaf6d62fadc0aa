package dev.correnteza.tracking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.tracking");

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(classes);
    }

    @Test
    void onlyListenersBlock() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Listener")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "block()",
                                target -> target.getName().startsWith("block")
                                        && (target.getOwner().isAssignableTo(Mono.class)
                                                || target.getOwner().isAssignableTo(Flux.class)))))
                .check(classes);
    }

    @Test
    void whatIsKnownOfMetaKnowsNothingOfSending() {
        noClasses()
                .that()
                .resideInAPackage("..meta..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.correnteza.tracking.conversion..",
                        "org.springframework..",
                        "io.r2dbc..",
                        "org.apache.kafka..")
                .check(classes);
    }

    @Test
    void servicesAreStrangers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.correnteza.ingest..",
                        "dev.correnteza.processor..",
                        "dev.correnteza.backfill..",
                        "dev.correnteza.embedded..",
                        "dev.correnteza.simulator..")
                .check(classes);
    }
}
