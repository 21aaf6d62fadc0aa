package dev.correnteza.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTest {
    private static final Set<String> BLOCKING = Set.of("block", "blockOptional", "blockFirst", "blockLast", "toFuture");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correnteza.ingest");

    @Test
    void accountsKnowNothingOfWebhooksAndPublishing() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.account..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.webhook..", "..ingest.publish..", "dev.correnteza.ingest")
                .check(CLASSES);
    }

    @Test
    void publishingKnowsNothingOfWebhooksAndAccounts() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.webhook..", "..ingest.account..", "dev.correnteza.ingest")
                .check(CLASSES);
    }

    @Test
    void keepingWhatWasRefusedKnowsNothingOfWebhooksAndAccounts() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.refused..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.webhook..", "..ingest.account..", "dev.correnteza.ingest")
                .check(CLASSES);
    }

    @Test
    void theSpoolKnowsNothingOfWhoUsesIt() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.spool..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..ingest.webhook..", "..ingest.account..", "..ingest.publish..", "dev.correnteza.ingest")
                .check(CLASSES);
    }

    @Test
    void webhooksDoNotKnowTheApplication() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.correnteza.ingest")
                .check(CLASSES);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("it waits for a publisher", ArchitectureTest::blocks))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void logsGoToOnePlace() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void thereIsNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.r2dbc..", "org.springframework.jdbc..")
                .check(CLASSES);
    }

    private static boolean blocks(JavaMethodCall call) {
        MethodCallTarget target = call.getTarget();
        return BLOCKING.contains(target.getName())
                && (target.getOwner().isAssignableTo(Mono.class)
                        || target.getOwner().isAssignableTo(Flux.class));
    }
}
