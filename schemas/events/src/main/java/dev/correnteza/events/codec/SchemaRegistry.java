package dev.correnteza.events.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.correnteza.events.codec.ReleasedSchemas.ReleasedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * Apicurio Registry 3 as seen from here: its Confluent API, and its import, by which a schema keeps the id that it was released
 * with. (Its Confluent API answers 200 to {@code PUT /mode} IMPORT and then ignores the id, seen with 3.3.3.)
 *
 * @param url such as {@code http://127.0.0.1:8085}, without a path
 */
public record SchemaRegistry(URI url) implements NewerSchemas {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFLUENT = "/apis/ccompat/v7";
    private static final Map<String, String> MANIFEST = Map.of("systemVersion", "3.3.3", "exportVersion", "3.0");
    private static final String IMPORT = "/apis/registry/v3/admin/import?requireEmptyRegistry=false";

    @Override
    public Optional<Schema> byId(int id) {
        try {
            HttpResponse<String> answer =
                    send(request(CONFLUENT + "/schemas/ids/" + id).GET());
            return switch (answer.statusCode()) {
                case 200 ->
                    Optional.of(new SchemaParser()
                            .parse(JSON.readTree(answer.body()).path("schema").asText())
                            .mainSchema());
                case 404 -> Optional.empty();
                default -> throw new IOException("registry answered " + answer.statusCode());
            };
        } catch (IOException e) {
            throw new Unavailable("schema " + id + " cannot be asked for", e);
        }
    }

    /**
     * Makes the registry know these contents by the ids they were released with. A content shows only after it was registered
     * under a subject too. Doing it again changes nothing.
     */
    void importContents(List<ReleasedSchema> schemas) throws IOException {
        HttpResponse<String> answer = send(request(IMPORT)
                .header("Content-Type", "application/zip")
                .header("X-Registry-Preserve-ContentId", "true")
                .POST(BodyPublishers.ofByteArray(archive(schemas))));
        if (answer.statusCode() != 204) {
            throw new IOException("import of schemas answered " + answer.statusCode());
        }
    }

    /** @return the id that the registry has for this schema under this subject */
    int register(String subject, String text) throws IOException {
        HttpResponse<String> answer = send(request(CONFLUENT + "/subjects/" + subject + "/versions")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("schema", text)))));
        if (answer.statusCode() != 200) {
            throw new IOException("registration of " + subject + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body()).path("id").asInt();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the registry", e);
        }
    }

    // The layout of the registry's own export, version 3.0.
    private static byte[] archive(List<ReleasedSchema> schemas) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "manifest-1.Manifest.json", JSON.writeValueAsString(MANIFEST));
            for (ReleasedSchema schema : schemas) {
                String hash = sha256(schema.text());
                JsonNode content = JSON.createObjectNode()
                        .put("contentId", schema.id())
                        .put("contentHash", hash)
                        .put("artifactType", "AVRO")
                        .put("contentType", "application/json");
                entry(zip, "content/" + hash + ".Content.json", content.toString());
                entry(zip, "content/" + hash + ".Content.data", schema.text());
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
