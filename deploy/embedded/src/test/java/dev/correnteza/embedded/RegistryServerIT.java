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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("registry.directory", "target/registry"));
    private static final String SCHEMA = """
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Word\\",\\"fields\\":[{\\"name\\":\\"word\\",\\"type\\":\\"string\\"}]}"}""";

    @TempDir
    Path directory;

    @BeforeAll
    static void prepare() {
        RegistryServer.prepare(DISTRIBUTION);
    }

    @Test
    void answersWithTheSameIdAfterARestart() throws Exception {
        String registered;
        try (RegistryServer registry = start()) {
            registered = register(registry);
        }

        try (RegistryServer registry = start()) {
            assertThat(register(registry)).isEqualTo(registered).contains("\"id\"");
            assertThat(latest(registry)).contains("word-value").contains("\"version\":1");
        }
    }

    @Test
    void keepsASchemaWhenKilledRightAfterItsAnswer() throws Exception {
        RegistryServer killed = start();
        register(killed);
        ProcessHandle child = ProcessHandle.of(killed.pid()).orElseThrow();
        child.destroyForcibly();
        child.onExit().get();
        killed.close();

        try (RegistryServer registry = start()) {
            assertThat(latest(registry)).contains("word-value");
        }
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        ProcessHandle orphan;
        try (ChildJvm parent =
                ChildJvm.start(RegistryParentMain.class, DISTRIBUTION.toString(), directory.toString())) {
            orphan = ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            parent.kill();
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !orphan.isAlive());
    }

    @Test
    void takesOverFromTheRegistryOfAKilledParent() throws Exception {
        try (ChildJvm parent =
                ChildJvm.start(RegistryParentMain.class, DISTRIBUTION.toString(), directory.toString())) {
            parent.line();
            parent.kill();
        }

        try (RegistryServer registry = start()) {
            assertThat(register(registry)).contains("\"id\"");
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (RegistryServer registry = start()) {
            Reachability.assertOnlyOnLoopback(registry.port());
        }
    }

    @Test
    void saysWhereToLookWhenItDoesNotComeUp() throws Exception {
        Files.writeString(directory.resolve("registry.mv.db"), "no database");
        try (RegistryServer registry = RegistryServer.start(DISTRIBUTION, directory, 0)) {
            assertThatThrownBy(() -> registry.awaitReady(Duration.ofSeconds(60)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("registry.log");
        }
    }

    private RegistryServer start() {
        RegistryServer registry = RegistryServer.start(DISTRIBUTION, directory, 0);
        registry.awaitReady(Duration.ofSeconds(60));
        return registry;
    }

    private static String register(RegistryServer registry) throws IOException, InterruptedException {
        return send(request(registry, "/subjects/word-value/versions").POST(BodyPublishers.ofString(SCHEMA)));
    }

    private static String latest(RegistryServer registry) throws IOException, InterruptedException {
        return send(request(registry, "/subjects/word-value/versions/latest"));
    }

    private static HttpRequest.Builder request(RegistryServer registry, String path) {
        return HttpRequest.newBuilder(URI.create(registry.url() + "/apis/ccompat/v7" + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(Duration.ofSeconds(20));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }
}
