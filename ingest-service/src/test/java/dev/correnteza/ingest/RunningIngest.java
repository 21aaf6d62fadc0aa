package dev.correnteza.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this JVM on a free port, spoken to over HTTP only. */
final class RunningIngest implements AutoCloseable {
    /** For what has no limit of time of its own: a machine that does other things too may stand still for many seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SPOOL_DIRECTORY = "--correnteza.ingest.spool.directory=";

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private RunningIngest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningIngest start(String bootstrapServers, String... more) {
        return startRequiring(1, bootstrapServers, more);
    }

    /** @param replicas copies that topics must have */
    static RunningIngest startRequiring(int replicas, String bootstrapServers, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--correnteza.ingest.spool.min-free=0MB",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--correnteza.topics.replicas=" + replicas,
                // No limit that a test is not about is reached.
                "--correnteza.topics.answer-within=60s",
                "--correnteza.ingest.webhook.read-within=50s",
                "--correnteza.ingest.publish.spool-after=40s",
                "--correnteza.ingest.publish.answer-within=50s",
                "--correnteza.ingest.secrets.keys." + TestAccount.KEY_ID + "=" + TestAccount.KEY_BASE64));
        // Of an option that is given twice, Spring would join the values.
        for (String override : more) {
            String name = override.substring(0, override.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(override);
        }
        if (arguments.stream().noneMatch(argument -> argument.startsWith(SPOOL_DIRECTORY))) {
            arguments.add(SPOOL_DIRECTORY + freshDirectory());
        }
        return new RunningIngest(IngestApplication.start(arguments.toArray(String[]::new)));
    }

    private static Path freshDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "spools")), "spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpResponse<String> post(String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        return http.send(request(path, headers, BodyPublishers.ofByteArray(body)), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Map<String, String> headers, BodyPublisher body)
            throws IOException, InterruptedException {
        return http.send(request(path, headers, body), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postAsync(String path, Map<String, String> headers, byte[] body) {
        return http.sendAsync(request(path, headers, BodyPublishers.ofByteArray(body)), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    int health(String group) throws IOException, InterruptedException {
        return send("GET", "/actuator/health/" + group).statusCode();
    }

    /** A metric without tags, as scraped now. */
    double metric(String name) throws IOException, InterruptedException {
        return send("GET", "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    RunningIngest awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> health("readiness") == 200);
        return this;
    }

    /** Waits until an account's address is known, without sending anything that is kept. */
    void awaitHosted(TestAccount account) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> post(account.path(), Map.of(), new byte[0]).statusCode() == 401);
    }

    /** Waits until all that was answered 200 is in its topic; the spool may have taken it first. */
    void awaitWritten() {
        Awaitility.await().atMost(PATIENCE).until(() -> metric("correnteza_ingest_spool_waiting") == 0);
    }

    void awaitAnswerOtherThan(int status, String path) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> post(path, Map.of(), new byte[0]).statusCode() != status);
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    private HttpRequest request(String path, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).POST(body);
        headers.forEach(request::header);
        return request.build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }
}
