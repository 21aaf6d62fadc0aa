package dev.correnteza.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The ingest-service in a JVM of its own, its spool on disk. */
public final class IngestProcess extends KillableProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final RunDirectory directory;
    private final int port;
    private final String bootstrapServers;
    private final String keyVariable;
    private final String key;
    private final List<String> jvmOptions;
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** @param jvmOptions heap and compiler, which decide on memory and time to start */
    IngestProcess(
            RunDirectory directory,
            int port,
            String bootstrapServers,
            String keyId,
            String key,
            List<String> jvmOptions) {
        super(directory.resolve("ingest.aot"));
        this.directory = directory;
        this.port = port;
        this.bootstrapServers = bootstrapServers;
        this.keyVariable = "CORRENTEZA_INGEST_SECRETS_KEYS_" + keyId.toUpperCase(java.util.Locale.ROOT);
        this.key = key;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(Stack.HOST), port);
    }

    /** Without a slash at its end. */
    public String url() {
        return "http://" + Stack.HOST + ":" + port;
    }

    @Override
    ChildJvm spawn(List<String> cacheOptions) throws IOException {
        List<String> options = new ArrayList<>(cacheOptions);
        options.addAll(jvmOptions);
        options.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        return ChildJvm.start(
                IngestMain.class,
                options,
                List.of(
                        "--server.address=" + Stack.HOST,
                        "--server.port=" + port,
                        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                        "--correnteza.topics.replicas=1",
                        "--correnteza.ingest.spool.directory=" + directory.resolve("spool"),
                        // Limits are measured elsewhere.
                        "--correnteza.ingest.limit.account-per-second=1000000",
                        "--correnteza.ingest.limit.account-burst=1000000",
                        "--correnteza.ingest.limit.tenant-per-day=10000000000"),
                Map.of(keyVariable, key),
                directory.resolve("ingest.log"));
    }

    @Override
    public boolean isUp() {
        try {
            return get("/actuator/health/readiness").statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether nothing waits in the spool, and nothing goes there. */
    public boolean isDrained() {
        return metric("correnteza_ingest_spool_waiting").orElse(1) == 0
                && metric("correnteza_ingest_publish_spooling").orElse(1) == 0;
    }

    /** A metric without tags; empty while the service does not answer. */
    public OptionalDouble metric(String name) {
        try {
            return get("/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst();
        } catch (IOException away) {
            return OptionalDouble.empty();
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
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
        return "ingest";
    }
}
