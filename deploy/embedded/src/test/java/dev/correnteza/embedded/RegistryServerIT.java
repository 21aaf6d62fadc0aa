package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    void answersWithTheSameIdThoughKilledRightAfterItsAnswer() throws Exception {
        RegistryServer killed = start();
        String registered = register(killed);
        ProcessHandle child = ProcessHandle.of(killed.pid()).orElseThrow();
        child.destroyForcibly();
        child.onExit().get();
        killed.close();

        try (RegistryServer registry = start()) {
            assertThat(register(registry)).isEqualTo(registered).contains("\"id\"");
            assertThat(latest(registry)).contains("word-value").contains("\"version\":1");
        }
    }

    @Test
    void listensOnLoopbackOnlyAndGivesASchemaTheIdThatItsContentWasImportedWith() throws Exception {
        try (RegistryServer registry = start()) {
            Reachability.assertOnlyOnLoopback(registry.port());
            byte[] zip = contentWithId(700_001);
            send(HttpRequest.newBuilder(
                            URI.create(registry.url() + "/apis/registry/v3/admin/import?requireEmptyRegistry=false"))
                    .header("Content-Type", "application/zip")
                    .header("X-Registry-Preserve-ContentId", "true")
                    .POST(BodyPublishers.ofByteArray(zip)));

            assertThat(register(registry)).isEqualTo("{\"id\":700001}");
            assertThat(latest(registry)).contains("\"id\":700001");
            assertThat(send(request(registry, "/schemas/ids/700001"))).contains("Word");
        }
    }

    @Test
    void endsWhenItsParentIsKilledAndTheNextTakesOver() throws Exception {
        ProcessHandle orphan;
        try (ChildJvm parent =
                ChildJvm.start(RegistryParentMain.class, DISTRIBUTION.toString(), directory.toString())) {
            orphan = ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            parent.kill();
        }

        try (RegistryServer registry = start()) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(register(registry)).contains("\"id\"");
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
        return send(request(registry, "/subjects/word-value/versions").POST(BodyPublishers.ofString(REGISTRATION)));
    }

    private static String latest(RegistryServer registry) throws IOException, InterruptedException {
        return send(request(registry, "/subjects/word-value/versions/latest"));
    }

    private static HttpRequest.Builder request(RegistryServer registry, String path) {
        return HttpRequest.newBuilder(URI.create(registry.url() + "/apis/ccompat/v7" + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(Duration.ofSeconds(20));
    }

    /** In the layout of the registry's own export. */
    private static byte[] contentWithId(int id) throws IOException, NoSuchAlgorithmException {
        byte[] content = AVRO.getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("manifest-1.Manifest.json"));
            zip.write("{\"systemVersion\":\"3.3.3\",\"exportVersion\":\"3.0\"}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("content/" + hash + ".Content.json"));
            zip.write(
                    "{\"contentId\":%d,\"contentHash\":\"%s\",\"artifactType\":\"AVRO\",\"contentType\":\"application/json\"}"
                            .formatted(id, hash)
                            .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("content/" + hash + ".Content.data"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isBetween(200, 204);
            return response.body();
        }
    }
}
