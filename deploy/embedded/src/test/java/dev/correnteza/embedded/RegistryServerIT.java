package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("registry.directory", "target/registry"));
    private static final String AVRO =
            "{'type':'record','name':'Word','fields':[{'name':'word','type':'string'}]}".replace('\'', '"');
    private static final String REGISTRATION = "{\"schema\":\"" + AVRO.replace("\"", "\\\"") + "\"}";

    @TempDir
    Path directory;

    @Test
    void keepsWhatItAnsweredThoughItsParentIsKilledAndTheNextTakesOver() throws Exception {
        ProcessHandle orphan;
        String registered;
        try (ChildJvm parent =
                ChildJvm.start(RegistryParentMain.class, DISTRIBUTION.toString(), directory.toString())) {
            orphan = ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            registered = register(parent.line());
            parent.kill();
        }

        try (RegistryServer registry = start()) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(register(registry.url())).isEqualTo(registered).contains("\"id\"");
            assertThat(latest(registry)).contains("word-value").contains("\"version\":1");

            orphan = ProcessHandle.of(registry.pid()).orElseThrow();
        }
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void saysWhereToLookWhenItDoesNotComeUp() throws Exception {
        Files.writeString(directory.resolve("registry.mv.db"), "no database");
        try (RegistryServer registry = RegistryServer.start(DISTRIBUTION, directory, 0)) {
            assertThatThrownBy(() -> registry.awaitReady(Duration.ofSeconds(10)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("registry.log");
        }
    }

    private RegistryServer start() {
        RegistryServer registry = RegistryServer.start(DISTRIBUTION, directory, 0);
        registry.awaitReady(Duration.ofSeconds(90));
        return registry;
    }

    private static String register(String url) throws IOException, InterruptedException {
        return send(request(url, "/subjects/word-value/versions").POST(BodyPublishers.ofString(REGISTRATION)));
    }

    private static String latest(RegistryServer registry) throws IOException, InterruptedException {
        return send(request(registry.url(), "/subjects/word-value/versions/latest"));
    }

    private static HttpRequest.Builder request(String url, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/apis/ccompat/v7" + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(Duration.ofSeconds(60));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isBetween(200, 204);
            return response.body();
        }
    }
}
