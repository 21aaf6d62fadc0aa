package dev.correnteza.backfill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.backfill");

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    }

    @Test
    void nobodyBlocks() {
        for (String blocking : List.of("block", "blockFirst", "blockLast", "toIterable", "toStream")) {
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Listener")
                    .should()
                    .callMethodWhere(callOf(blocking))
                    .check(CLASSES);
        }
    }

    @Test
    void packagesDependOneWay() {
        slices().matching("dev.correnteza.backfill.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void featuresDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..backfill.replay..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..backfill.run..", "..backfill.gateway..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..backfill.run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..backfill.replay..", "..backfill.gateway.hotmart..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> callOf(String method) {
        return DescribedPredicate.describe(
                method + " of a publisher",
                call -> call.getTarget().getName().equals(method)
                        && (call.getTargetOwner().isAssignableTo(Mono.class)
                                || call.getTargetOwner().isAssignableTo(Flux.class)));
    }
}
