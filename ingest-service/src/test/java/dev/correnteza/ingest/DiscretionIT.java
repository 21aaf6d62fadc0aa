package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service tells about its requests: numbers that add up, and nothing secret or personal. */
class DiscretionIT {
    private static final TestAccount ACCOUNT = TestAccount.create();
    private static final Pattern COUNT =
            Pattern.compile("(?m)^correnteza_ingest_webhooks_seconds_count\\{[^}]*\\} ([0-9.E]+)$");
    private static final Set<String> PERSONAL = Set.of(
            "email",
            "name",
            "first_name",
            "last_name",
            "document",
            "doc",
            "phone",
            "checkout_phone",
            "phone_number",
            "address",
            "zipcode",
            "street",
            "neighborhood");

    private static final PrintStream STDOUT = System.out;
    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();

    private static RunningIngest ingest;
    private static int sent;

    @BeforeAll
    static void start() throws Exception {
        System.setOut(new PrintStream(PRINTED, true, UTF_8));
        TestTopics topics = TestTopics.shared();
        topics.publish(ACCOUNT, AccountStatus.ACTIVE);
        ingest = RunningIngest.start(
                topics.bootstrapServers(), "--logging.level.root=INFO", "--logging.level.dev.correnteza=DEBUG");
        Capture capture = new Capture();
        capture.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(capture);
        ingest.awaitReady();
        Awaitility.await().atMost(RunningIngest.PATIENCE).until(() -> post(ACCOUNT.path(), Map.of(), "{}") == 401);
    }

    @AfterAll
    static void stop() {
        ingest.close();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.setOut(STDOUT);
    }

    @Test
    void countsEveryRequestOnceAndSaysNothingSecretOrPersonal() throws Exception {
        for (Sample sample : Samples.of("hotmart")) {
            SignedWebhook signed = ACCOUNT.sign(sample);
            String body = new String(signed.body(), UTF_8);
            assertThat(post(ACCOUNT.path(), signed.headers(), body)).isEqualTo(200);
            post(ACCOUNT.path() + "x", signed.headers(), body);
            post(ACCOUNT.path() + "/", signed.headers(), body);
            post(ACCOUNT.path() + "?email=comprador1@example.com&x=%F0", signed.headers(), body);
            post(ACCOUNT.path(), Map.of("X-HOTMART-HOTTOK", "wrong"), body);
            post(ACCOUNT.path(), signed.headers(), body.substring(0, body.length() / 2));
            post(ACCOUNT.path(), signed.headers(), body.replace("\"status\"", "\"state\""));
            post(ACCOUNT.path(), signed.headers(), body.replace("\"value\"", "\"value\": \"Joana Exemplo\", \"x\""));
            post(ACCOUNT.path(), signed.headers(), body.replaceAll("_date\" *: *[0-9]+", "_date\": \"Joana Exemplo\""));
        }
        ingest.send("GET", ACCOUNT.path());
        ingest.send("DELETE", ACCOUNT.path());
        sent += 2;
        SignedWebhook signed = ACCOUNT.sign(Samples.of("hotmart").getFirst());
        String start = "POST " + ACCOUNT.path();
        String head = " HTTP/1.1\r\nHost: x\r\nX-HOTMART-HOTTOK: " + ACCOUNT.hottok() + "\r\n";
        String body = new String(signed.body(), UTF_8);
        raw(start + head + "Content-Length: 9000\r\n\r\n" + body);
        raw(start + head + "Transfer-Encoding: chunked\r\n\r\nJoana Exemplo\r\n");
        raw(start + head.replace("1.1", "9.9") + "Content-Length: 0\r\n\r\n");
        raw(start + "%zz" + head + "Content-Length: 0\r\n\r\n");
        hangUp(start + head + "Content-Length: " + signed.body().length + "\r\n\r\n" + body);
        sent += 5;
        // What does not come to the address: another path, and what is no HTTP.
        ingest.post("/webhook" + ACCOUNT.path(), signed.headers(), signed.body());
        raw(start + head + "X: " + "y".repeat(20_000) + "\r\n\r\n");
        raw(start + "y".repeat(20_000) + head + "\r\n");
        raw(start + head + "Content-Length: many\r\n\r\n" + body);

        Awaitility.await()
                .atMost(RunningIngest.PATIENCE)
                .untilAsserted(() -> assertThat(counted()).isEqualTo(sent));
        Set<String> secrets = personal();
        secrets.addAll(List.of(ACCOUNT.hottok(), ACCOUNT.urlSecret(), TestAccount.KEY_BASE64));
        String metrics = ingest.send("GET", "/actuator/prometheus").body();
        String said = String.join("\n", LOGGED) + PRINTED.toString(UTF_8) + metrics;
        assertThat(said).contains("request could not be answered");
        assertThat(secrets)
                .hasSizeGreaterThan(30)
                .allSatisfy(secret -> assertThat(lines(said, secret)).as(secret).isEmpty());
    }

    private static List<String> lines(String said, String secret) {
        return said.lines().filter(line -> line.contains(secret)).limit(3).toList();
    }

    private static int post(String path, Map<String, String> headers, String body) throws Exception {
        HttpResponse<String> answer = ingest.post(path, headers, body.getBytes(UTF_8));
        sent++;
        return answer.statusCode();
    }

    private static void hangUp(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", ingest.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(UTF_8));
        }
    }

    // Ends the request where the text ends, and waits for whatever comes back.
    private static void raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", ingest.port())) {
            socket.setSoTimeout(Math.toIntExact(RunningIngest.PATIENCE.toMillis()));
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(UTF_8));
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // The service may hang up before it has read everything.
        }
    }

    private static long counted() throws Exception {
        Matcher matcher =
                COUNT.matcher(ingest.send("GET", "/actuator/prometheus").body());
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return (long) sum;
    }

    private static Set<String> personal() {
        Set<String> found = new HashSet<>();
        for (Sample sample : Samples.of("hotmart")) {
            collect(JsonMapper.shared().readTree(sample.body()), found);
        }
        found.remove("Brasil");
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            if (PERSONAL.contains(property.getKey())
                    && value.isValueNode()
                    && value.asString("").length() > 5) {
                found.add(value.asString());
            }
            collect(value, found);
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, found));
        }
    }

    /** Everything about an event that any layout could print. */
    private static final class Capture extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            List<String> parts = new ArrayList<>(List.of(event.getLoggerName(), event.getFormattedMessage()));
            parts.add(String.valueOf(event.getKeyValuePairs()));
            parts.add(String.valueOf(new HashMap<>(event.getMDCPropertyMap())));
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                parts.add(cause.getClassName() + ": " + cause.getMessage());
            }
            LOGGED.add(String.join(" ", parts));
        }
    }
}
