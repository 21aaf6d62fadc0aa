package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    Path cache;

    @Test
    void removesWhatAKilledUnpackingLeft() throws Exception {
        Path half = Files.createDirectories(cache.resolve("postgres/PG-half/bin"));
        Path whole = Files.createDirectories(cache.resolve("postgres/PG-whole"));
        Files.createFile(whole.resolve(".exists"));

        try (var binaries = PostgresBinaries.lock(cache)) {
            assertThat(binaries.directory()).isEqualTo(cache.resolve("postgres"));
        }

        assertThat(half.getParent()).doesNotExist();
        assertThat(whole).exists();
    }

    @Test
    void isHeldByOneAtATime() throws Exception {
        CompletableFuture<Void> second;
        try (var first = PostgresBinaries.lock(cache)) {
            second = CompletableFuture.runAsync(this::lockAndRelease);
            assertThat(first.directory()).isNotNull();
            assertThat(second).isNotDone();
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(second::isDone);
        assertThat(second).isCompleted();
    }

    private void lockAndRelease() {
        try (var binaries = PostgresBinaries.lock(cache)) {
            assertThat(binaries.directory()).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
