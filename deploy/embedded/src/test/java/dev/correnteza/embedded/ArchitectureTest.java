package dev.correnteza.embedded;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.embedded");

    @Test
    void serversDoWithoutContainers() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Test")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.testcontainers..")
                .check(classes);
    }

    @Test
    void whatRunsInTheRegistryRefersToNothingOfThisModule() {
        noClasses()
                .that()
                .haveSimpleName("RegistryMain")
                .should()
                .dependOnClassesThat(resideOutsideOfPackage("java..").and(not(simpleName("RegistryMain"))))
                .check(classes);
    }
}
