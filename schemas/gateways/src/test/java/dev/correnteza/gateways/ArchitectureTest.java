package dev.correnteza.gateways;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.correnteza.gateways.custom.CustomDefinitionCheck;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.gateways");

    @Test
    void gatewaysAreStrangers() {
        slices().matching("dev.correnteza.gateways.(*)..")
                .that(DescribedPredicate.describe(
                        "are gateways",
                        slice -> !slice.getDescription().contains("payload")
                                && !slice.getDescription().contains("people")))
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void adaptersArePure() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "io.r2dbc..",
                        "java.net.http..",
                        "java.sql..",
                        "java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void timeComesFromOutside() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    }

    @Test
    void onlyVerifiersSayThatAWebhookIsAuthentic() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Verifier")
                .and()
                .doNotHaveFullyQualifiedName(SharedToken.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(KeyedDigest.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(VerifiedWebhook.class.getName())
                // Reads what a tenant shows as samples, and publishes nothing.
                .and()
                .doNotHaveFullyQualifiedName(CustomDefinitionCheck.class.getName())
                .should()
                .callConstructor(VerifiedWebhook.class, ReceivedWebhook.class, Instant.class)
                .check(CLASSES);
    }
}
