package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A canary passes every stage, nobody sees it, and readiness ends when none does. */
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Books books;
    private RunningProcessor processor;
    private Api api;

    @BeforeEach
    void start() {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.canary.enabled=true",
                "--correnteza.processor.canary.interval=100ms",
                "--correnteza.processor.canary.longest-silence=10s");
        api = new Api(processor);
    }

    @AfterEach
    void stop() {
        api.close();
        processor.close();
    }

    @Test
    void passesUnseenAndLeavesNothing() throws Exception {
        await().atMost(PATIENCE).until(() -> passages() > 60);

        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(api.get("/v1/payments").items()).isEmpty();
        assertThat(api.get("/v1/webhooks").items()).isEmpty();
        assertThat(api.get("/v1/conservation").items()).isEmpty();
        // 60 passed, and those of longer ago are gone.
        assertThat(books.count("ledger")).isLessThan(60);
        assertThat(books.count("transition")).isLessThan(60);
    }

    @Test
    void turnsReadinessOffWhileAStageStandsStill() throws Exception {
        await().atMost(PATIENCE).until(() -> passages() > 1);

        // Transitions are not recorded as published any more.
        books.execute("CREATE FUNCTION processor.stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        books.execute("CREATE TRIGGER stop BEFORE UPDATE ON processor.transition FOR EACH ROW"
                + " EXECUTE FUNCTION processor.stop()");
        await().atMost(PATIENCE)
                .until(() -> api.get("/actuator/health/readiness").status() == 503);
        assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);

        books.execute("DROP TRIGGER stop ON processor.transition");
        await().atMost(PATIENCE)
                .until(() -> api.get("/actuator/health/readiness").status() == 200);
    }

    private double passages() throws IOException, InterruptedException {
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("correnteza_processor_canary_passage_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
