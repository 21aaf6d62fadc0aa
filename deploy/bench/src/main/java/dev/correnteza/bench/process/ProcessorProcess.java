package dev.correnteza.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processor-service in a JVM of its own. */
public final class ProcessorProcess extends KillableProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final String KEY_ID = "k1";
    private static final int KEY_BYTES = 32;

    private final RunDirectory directory;
    private final String name;
    private final int port;
    private final String bootstrapServers;
    private final DatabaseProcess database;
    private final int consumers;
    private final List<String> jvmOptions;
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * @param name of this instance; all of a directory start from one cache
     * @param consumers on the live lane
     */
    ProcessorProcess(
            RunDirectory directory,
            String name,
            int port,
            String bootstrapServers,
            DatabaseProcess database,
            int consumers,
            List<String> jvmOptions) {
        super(directory.resolve("processor.aot"));
        this.directory = directory;
        this.name = name;
        this.port = port;
        this.bootstrapServers = bootstrapServers;
        this.database = database;
        this.consumers = consumers;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    ChildJvm spawn(List<String> cacheOptions) throws IOException {
        List<String> options = new ArrayList<>(cacheOptions);
        options.addAll(jvmOptions);
        options.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        return ChildJvm.start(
                ProcessorMain.class,
                options,
                List.of(
                        "--server.address=" + Stack.HOST,
                        "--server.port=" + port,
                        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                        // Events are written beforehand, and shown all at once by the end of a transaction.
                        "--spring.kafka.consumer.isolation-level=read_committed",
                        "--correnteza.topics.replicas=1",
                        "--correnteza.processor.batch.consumers=" + consumers,
                        "--spring.r2dbc.url=" + database.r2dbcUrl(),
                        "--spring.r2dbc.username=" + database.username(),
                        "--spring.flyway.url=" + database.jdbcUrl(),
                        "--spring.flyway.user=" + database.username(),
                        "--correnteza.processor.secrets.current-key-id=" + KEY_ID),
                Map.of(
                        "SPRING_R2DBC_PASSWORD",
                        database.password(),
                        "SPRING_FLYWAY_PASSWORD",
                        database.password(),
                        // Of accounts, of which there are none here.
                        "CORRENTEZA_PROCESSOR_SECRETS_KEYS_" + KEY_ID.toUpperCase(java.util.Locale.ROOT),
                        Base64.getEncoder().encodeToString(new byte[KEY_BYTES])),
                directory.resolve(name + ".log"));
    }

    @Override
    public boolean isUp() {
        try {
            return get("/actuator/health/readiness").statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How its pool of connections stands; empty while it does not answer. */
    public Optional<PoolState> pool() {
        try {
            HttpResponse<String> metrics = get("/actuator/prometheus");
            return metrics.statusCode() == OK ? Optional.of(PoolState.of(metrics.body())) : Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + Stack.HOST + ":" + port + path))
                .timeout(TIMEOUT)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public String name() {
        return name;
    }
}
