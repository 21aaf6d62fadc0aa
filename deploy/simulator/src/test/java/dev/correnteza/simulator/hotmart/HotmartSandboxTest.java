package dev.correnteza.simulator.hotmart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HotmartSandboxTest {
    private static final HotmartCredentials CREDENTIALS = HotmartCredentials.SANDBOX;
    private static final String HISTORY = "/payments/api/v1/sales/history";

    private final MovingClock clock = new MovingClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(0, List.of(new HotmartSandbox(CREDENTIALS, clock)));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void givesATokenToTheApplication() throws Exception {
        HttpResponse<String> answer = token(CREDENTIALS, CREDENTIALS.basic());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("token_type").asString()).isEqualTo("bearer");
        assertThat(json(answer).path("expires_in").asInt()).isEqualTo(172_799);
    }

    @Test
    void givesNoTokenForAWrongSecretOrAWrongHeader() throws Exception {
        HotmartCredentials wrong = new HotmartCredentials(CREDENTIALS.clientId(), "wrong");

        assertThat(token(wrong, CREDENTIALS.basic()).statusCode()).isEqualTo(401);
        assertThat(token(CREDENTIALS, wrong.basic()).statusCode()).isEqualTo(401);
        assertThat(json(token(wrong, wrong.basic())).path("error").asString()).isEqualTo("unauthorized");
    }

    @Test
    void refusesWithoutAToken() throws Exception {
        assertThat(get(HISTORY, "none").statusCode()).isEqualTo(401);
        assertThat(json(get(HISTORY, "none")).path("error").asString()).isEqualTo("invalid_token");
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        String token = token();
        clock.advance(Duration.ofSeconds(172_799));

        HttpResponse<String> answer = get(HISTORY, token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("error").asString()).isEqualTo("token_expired");
    }

    @Test
    void answersApprovedAndCompleteOnlyWhereNoStatusIsAskedFor() throws Exception {
        assertThat(statuses(get(HISTORY, token()))).containsExactlyInAnyOrder("APPROVED", "COMPLETE");
    }

    @Test
    void answersTheStatusesAskedForByRepeatedKeys() throws Exception {
        assertThat(statuses(get(HISTORY + "?transaction_status=REFUNDED&transaction_status=UNDER_ANALISYS", token())))
                .containsExactlyInAnyOrder("REFUNDED", "UNDER_ANALISYS");
    }

    @Test
    void refusesAStatusThatIsNone() throws Exception {
        assertThat(get(HISTORY + "?transaction_status=PAID", token()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersOrderDatesWithinTheBounds() throws Exception {
        String all = "&transaction_status=APPROVED&transaction_status=COMPLETE&transaction_status=PRINTED_BILLET";

        assertThat(statuses(get(HISTORY + "?start_date=1622951000000&end_date=1622952000000" + all, token())))
                .containsExactly("PRINTED_BILLET", "COMPLETE");
    }

    @Test
    void pagesThroughAllSalesOnce() throws Exception {
        post("/_simulator/hotmart/sales", "{\"count\": 1234, \"seed\": 7}");
        String query = HISTORY + "?max_results=9999";
        for (String status : HotmartQuery.STATUSES) {
            query += "&transaction_status=" + status;
        }
        String token = token();

        List<String> transactions = new ArrayList<>();
        String pageToken = "";
        int pages = 0;
        do {
            JsonNode page = json(get(query + pageToken, token));
            assertThat(page.path("page_info").path("total_results").asInt()).isEqualTo(1239);
            assertThat(page.path("page_info").path("results_per_page").asInt()).isEqualTo(500);
            page.path("items")
                    .forEach(item -> transactions.add(
                            item.path("purchase").path("transaction").asString()));
            String next = page.path("page_info").path("next_page_token").asString("");
            pageToken = next.isEmpty() ? "" : "&page_token=" + next;
            pages++;
        } while (!pageToken.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(transactions).hasSize(1239).doesNotHaveDuplicates();
    }

    @Test
    void generatesTheSameSalesForTheSameSeed() {
        assertThat(new HotmartSaleGenerator(3).sale(1)).isEqualTo(new HotmartSaleGenerator(3).sale(1));
        assertThat(new HotmartSaleGenerator(3).sale(1)).isNotEqualTo(new HotmartSaleGenerator(4).sale(1));
    }

    @Test
    void refusesMoreThanFiveHundredCallsAMinute() throws Exception {
        String token = token();
        for (int call = 0; call < 500; call++) {
            assertThat(get(HISTORY + "?max_results=1", token).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = get(HISTORY, token);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("error").asString()).isEqualTo("too_many_requests");
        assertThat(refused.headers().firstValue("RateLimit-Remaining")).contains("0");
        assertThat(refused.headers().firstValue("RateLimit-Reset")).contains("60");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get(HISTORY, token).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesWithTheFaultsAskedFor() throws Exception {
        String token = token();
        post("/_simulator/hotmart/faults", "{\"kind\": \"too_many_requests\", \"after\": 1, \"retryAfterSeconds\": 2}");
        post("/_simulator/hotmart/faults", "{\"kind\": \"bad_gateway\"}");
        post("/_simulator/hotmart/faults", "{\"kind\": \"token_expired\"}");

        assertThat(get(HISTORY, token).statusCode()).isEqualTo(200);
        HttpResponse<String> throttled = get(HISTORY, token);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("2");
        assertThat(get(HISTORY, token).statusCode()).isEqualTo(502);
        assertThat(json(get(HISTORY, token)).path("error").asString()).isEqualTo("token_expired");
        assertThat(get(HISTORY, token()).statusCode()).isEqualTo(200);
    }

    private String token() throws Exception {
        return json(token(CREDENTIALS, CREDENTIALS.basic()))
                .path("access_token")
                .asString();
    }

    private HttpResponse<String> token(HotmartCredentials credentials, String basic) throws Exception {
        String query = "?grant_type=client_credentials&client_id=" + credentials.clientId() + "&client_secret="
                + credentials.clientSecret();
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/security/oauth/token" + query))
                        .header("Authorization", "Basic " + basic)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private void post(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static List<String> statuses(HttpResponse<String> answer) {
        List<String> statuses = new ArrayList<>();
        json(answer)
                .path("items")
                .forEach(item ->
                        statuses.add(item.path("purchase").path("status").asString()));
        return statuses;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
