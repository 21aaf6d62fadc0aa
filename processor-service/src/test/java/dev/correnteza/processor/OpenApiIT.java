package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.pushinpay.PushinPaySandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of the API against the API: its routes, and what they answer. */
class OpenApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String CREDENTIALS = "1|token-of-the-sandbox";
    private static final String REFUSED = "refused by the database";
    private static final String NOBODYS = "5f0c1f9e-7d0b-4a34-9a55-0d2f5c7b8a11";
    private static final String MEND =
            "\"patch\":[{\"op\":\"replace\",\"path\":\"/externalReference\",\"value\":\"mended\"}]";

    private static Simulator gateway;
    private static Books books;
    private static RunningProcessor processor;
    private static Api admin;
    private static Api nobody;
    private static JsonNode document;
    private static String paymentId;

    private final Set<String> answered = new TreeSet<>();

    @BeforeAll
    static void start() throws Exception {
        var database = TestStack.freshDatabase();
        gateway = Simulator.start(0, List.of(new PushinPaySandbox(CREDENTIALS)));
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.gateways.pushinpay.base-url=" + gateway.url() + "/api",
                "--correnteza.processor.parking.max-attempts=2",
                "--correnteza.processor.parking.first-pause=20ms",
                "--correnteza.processor.parking.longest-pause=50ms",
                "--correnteza.processor.parking.poll-interval=20ms");
        books = new Books(database);
        books.execute(
                "ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '" + REFUSED + "')");
        admin = new Api(processor);
        nobody = new Api(processor, null);
        document = nobody.get("/v1/openapi.json").json();
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers())) {
            List<PaymentEvent> events =
                    List.of(Histories.event(EventType.PAYMENT_PENDING, 0), Histories.event(EventType.PAYMENT_PAID, 1));
            for (PaymentEvent event : events) {
                event.setGatewayTransactionId("HP1");
                event.setAmountMinor(1_050L);
                event.setCurrency("BRL");
                Subscription subscription = new Subscription();
                subscription.setId("sub-1");
                subscription.setInterval(SubscriptionInterval.UNKNOWN);
                event.setSubscription(subscription);
                event.setWebhookToken(NOBODYS); // an orphan
                broker.publish(Topics.PAYMENT_EVENTS, event);
            }
            PaymentEvent another = Histories.event(EventType.PAYMENT_PAID, 2);
            another.setGatewayTransactionId("HP2");
            broker.publish(Topics.PAYMENT_EVENTS, another);
            for (int i = 0; i < 3; i++) {
                broker.publish(Topics.PAYMENT_EVENTS, sick("SICK" + i));
            }
        }
        await().atMost(PATIENCE).until(() -> books.count("transition WHERE published_at IS NOT NULL") == 3);
        await().atMost(PATIENCE).until(() -> books.count("dead_letter") == 3);
        paymentId = books.texts(
                        "SELECT payment_id FROM processor.gateway_transaction WHERE gateway_transaction_id = 'HP1'")
                .getFirst();
    }

    @AfterAll
    static void stop() {
        admin.close();
        nobody.close();
        processor.close();
        gateway.close();
    }

    @Test
    void hasEachRouteThatIsMappedAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, operations) -> operations
                        .propertyNames()
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Route.all(processor).stream().map(Route::toString).toList());
    }

    @Test
    void namesTheRoleOfEachRouteAndEachParameterOfItsPath() {
        for (Route route : Route.all(processor)) {
            JsonNode operation = operation(route.method(), route.pattern());
            Role role = route.handler().getMethodAnnotation(RoleNeeded.class).value();
            if (operation.path("security").isEmpty() && operation.has("security")) {
                continue; // open to everybody
            }
            assertThat(operation.path("description").asString())
                    .as(route.toString())
                    .startsWith("Role: " + role);
            assertThat(operation
                            .path("parameters")
                            .valueStream()
                            .map(OpenApiIT::resolved)
                            .filter(parameter -> parameter.path("in").asString().equals("path"))
                            .map(parameter -> "{" + parameter.path("name").asString() + "}"))
                    .as(route.toString())
                    .allMatch(route.pattern()::contains)
                    .hasSize((int) route.pattern().chars().filter(c -> c == '{').count());
        }
    }

    @Test
    void refersToNothingThatIsNotThereAndHasNothingThatNobodyRefersTo() {
        Set<String> referred = new TreeSet<>();
        document.findValues("$ref").forEach(ref -> referred.add(ref.asString()));
        Set<String> defined = new TreeSet<>();
        for (String kind : List.of("schemas", "parameters", "responses")) {
            document.path("components")
                    .path(kind)
                    .propertyNames()
                    .forEach(name -> defined.add("#/components/" + kind + "/" + name));
        }

        assertThat(referred).isEqualTo(defined);
        assertThat(document.findValues("operationId").stream().map(JsonNode::asString))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsWhatTheRoutesAnswer() throws Exception {
        get(200, "/v1/payments");
        get(200, "/v1/payments/{paymentId}", paymentId);
        get(200, "/v1/payments/{paymentId}/explain", paymentId);
        get(200, "/v1/webhooks");
        String filters = "?status=done&accountId=account-1&gateway=hotmart&type=payment.paid&lane=live&paymentId="
                + paymentId + "&from=2026-01-01T00:00:00Z&to=2099-01-01T00:00:00Z";
        assertThat(check(admin, HttpMethod.GET, 200, "/v1/webhooks", "/v1/webhooks" + filters, "")
                        .path("items"))
                .hasSize(1);
        assertThat(get(200, "/v1/orphans").path("items")).isNotEmpty();
        get(200, "/v1/conservation");
        get(200, "/v1/subscriptions");
        get(200, "/v1/subscriptions/{accountId}/{subscriptionId}", "account-1", "sub-1");
        get(200, "/v1/subscriptions/{accountId}/{subscriptionId}/cycles", "account-1", "sub-1");
        String rule = "{\"match\":\"NAME\",\"value\":\"Clube\",\"planType\":\"MONTHLY\",\"graceDays\":5}";
        String ruleId = post(201, "/v1/plan-rules", rule).path("ruleId").asString();
        get(200, "/v1/plan-rules");
        check(admin, HttpMethod.PUT, 200, "/v1/plan-rules/{ruleId}", "/v1/plan-rules/" + ruleId, rule);
        check(admin, HttpMethod.PUT, 400, "/v1/plan-rules/{ruleId}", "/v1/plan-rules/" + ruleId, "{}");
        check(admin, HttpMethod.DELETE, 200, "/v1/plan-rules/{ruleId}", "/v1/plan-rules/" + ruleId, "");
        JsonNode account =
                post(201, "/v1/accounts", "{\"gateway\":\"hotmart\",\"signingSecret\":\"a-secret-for-docs\"}");
        String accountId = account.path("accountId").asString();
        String path = "/v1/accounts/{accountId}";
        get(200, "/v1/accounts");
        check(admin, HttpMethod.GET, 200, "/v1/accounts", "/v1/accounts?reveal=true", "");
        get(200, path, accountId);
        check(admin, HttpMethod.GET, 200, path, "/v1/accounts/" + accountId + "?reveal=true", "");
        post(200, path + "/disable", "", accountId);
        post(409, path + "/refused/verify", "{\"letIn\":true}", accountId);
        post(200, path + "/enable", "", accountId);
        post(201, path + "/secrets", "{\"kind\":\"URL\"}", accountId);
        String sample = "{\"body\":\"" + Base64.getEncoder().encodeToString("{}".getBytes()) + "\"}";
        post(200, path + "/test", sample, accountId);
        post(200, path + "/test", "", accountId);
        post(200, path + "/refused/verify", "", accountId);
        JsonNode key =
                post(201, "/v1/keys", "{\"name\":\"docs\",\"role\":\"VIEWER\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}");
        String keyId = key.path("keyId").asString();
        try (Api viewer = new Api(processor, key.path("key").asString())) {
            check(viewer, HttpMethod.GET, 200, "/v1/payments", "/v1/payments", "");
            for (Route route : Route.all(processor)) {
                if (route.handler().getMethodAnnotation(RoleNeeded.class).value() != Role.VIEWER) {
                    check(viewer, route.method(), 403, route.pattern(), route.path("x"), "{}");
                }
            }
        }
        createPayments();
        matchAndUnmatch();
        decideAboutDeadLetters();
        splitAndTakeBack();
        rebuild(); // after all that looks at rows: the topics hold what other tests told, too
        get(200, "/v1/keys");
        post(200, "/v1/keys/{keyId}/revoke", "", keyId);
        get(200, "/v1/audit");
        get(200, "/v1/audit/verify");
        check(nobody, HttpMethod.GET, 200, "/v1/openapi.json", "/v1/openapi.json", "");
        Route.all(processor)
                .forEach(route -> assertThat(answered)
                        .as("a good answer of each route was looked at")
                        .anyMatch(one -> one.matches("20[012] \\Q" + route + "\\E")));
    }

    @Test
    void tellsWhatTheRoutesRefuse() throws Exception {
        for (Route route : Route.all(processor)) {
            if (!route.pattern().equals("/v1/openapi.json")) {
                check(nobody, route.method(), 401, route.pattern(), route.path("x"), "");
            }
            if (route.pattern().contains("{")) {
                check(admin, route.method(), 404, route.pattern(), route.path(NOBODYS), "{}");
                check(admin, route.method(), 400, route.pattern(), route.path("%00"), "{}");
            }
        }
        for (String path : List.of(
                "/v1/payments", "/v1/subscriptions", "/v1/webhooks", "/v1/audit", "/v1/dead-letters", "/v1/orphans")) {
            check(admin, HttpMethod.GET, 400, path, path + "?limit=0", "");
            check(admin, HttpMethod.GET, 400, path, path + "?cursor=x", "");
        }
        post(400, "/v1/accounts", "{}");
        post(400, "/v1/accounts", "no json");
        post(400, "/v1/accounts", "{\"gateway\":[]}");
        post(400, "/v1/accounts", "");
        post(400, "/v1/keys", "{}");
        post(400, "/v1/plan-rules", "{}");
        post(400, "/v1/plan-rules", "{\"match\":\"NAME\",\"value\":\"x\",\"planType\":\"OTHER\"}");
        for (String query : List.of(
                "webhooks?status=x",
                "webhooks?eventId=x",
                "webhooks?from=x",
                "webhooks?to=x",
                "subscriptions?status=x",
                "subscriptions?state=x",
                "dead-letters?state=x",
                "dead-letters?since=x",
                "dead-letters?until=x",
                "orphans?olderThan=x",
                "conservation?from=x",
                "conservation?to=x",
                "conservation?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")) {
            String pattern = "/v1/" + query.substring(0, query.indexOf('?'));
            check(admin, HttpMethod.GET, 400, pattern, "/v1/" + query, "");
        }
        post(400, "/v1/payments", "{}");
        post(400, "/v1/rebuilds", "{\"examples\":-1}");
        post(404, "/v1/payments", charge("acc_none"));
        post(400, "/v1/payments/{paymentId}/matches", "{}", paymentId);
        post(404, "/v1/payments/{paymentId}/matches", match("HP_NONE"), paymentId);
        for (String action : List.of("retry", "mend", "discard")) {
            post(400, "/v1/dead-letters/" + action, "{\"limit\":0,\"reason\":\"x\"}");
            post(400, "/v1/dead-letters/" + action, "no json");
            String patch = action.equals("mend") ? MEND + "," : "";
            String reason = action.equals("retry") ? "" : "\"reason\":\"x\",";
            assertThat(post(400, "/v1/dead-letters/" + action, "{" + patch + reason + "\"error_code\":\"X\"}")
                            .path("detail")
                            .asString())
                    .contains("error_code (expected: one of accountId");
            Answer answer = admin.sendAs("text/plain", HttpMethod.POST, "/v1/dead-letters/" + action, "{}");
            assertThat(answer.status()).as(action).isEqualTo(415);
            assertProblem(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/no-such-thing,404",
        "GET,/v1,404",
        "GET,/,404",
        "GET,/v1/payments/x/y/z,404",
        "DELETE,/v1/payments,405",
        "PUT,/v1/accounts/x,405",
        "POST,/v1/audit/verify,405"
    })
    void answersAProblemWhereNoRouteIs(HttpMethod method, String path, int status) throws Exception {
        Answer answer = admin.send(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertProblem(answer);
    }

    @Test
    void answersAProblemToABodyThatIsNoJson() throws Exception {
        Answer answer = admin.sendAs("text/plain", HttpMethod.POST, "/v1/keys", "{}");

        assertThat(answer.status()).isEqualTo(415);
        assertProblem(answer);
    }

    private void rebuild() throws Exception {
        String rebuildId =
                post(202, "/v1/rebuilds", "{\"examples\":3}").path("rebuildId").asString();
        String path = "/v1/rebuilds/{rebuildId}";
        post(409, path + "/swap", "{}", rebuildId);
        await().atMost(PATIENCE)
                .until(() -> get(200, path, rebuildId).path("state").asString().equals("COMPARED"));
        post(202, path + "/swap", "{\"acceptDifferences\":true}", rebuildId);
        await().atMost(PATIENCE)
                .until(() -> get(200, path, rebuildId).path("state").asString().equals("SWAPPED"));
    }

    private void createPayments() throws Exception {
        String accountId = pushinPay(CREDENTIALS);
        post(201, "/v1/payments", charge(accountId));
        String key = UUID.randomUUID().toString();
        admin.post("/v1/payments", charge(accountId), key);
        Answer other = admin.post("/v1/payments", charge(accountId).replace("1050", "1051"), key);
        checkAnswer(other, HttpMethod.POST, 422, "/v1/payments", "POST /v1/payments with the key of another");
        post(502, "/v1/payments", charge(pushinPay("2|another-token")));
        post(422, "/v1/payments", charge(accountId).replace("1050", "1"));
        post(409, "/v1/payments", charge(pushinPay(null)));
    }

    private static String pushinPay(@Nullable String credentials) throws Exception {
        String accountId = admin.post("/v1/accounts", "{\"gateway\":\"pushinpay\"}")
                .json()
                .path("accountId")
                .asString();
        if (credentials != null) {
            String secret = "{\"kind\":\"API\",\"value\":\"" + credentials + "\"}";
            assertThat(admin.post("/v1/accounts/" + accountId + "/secrets", secret)
                            .status())
                    .isEqualTo(201);
        }
        return accountId;
    }

    private static String charge(String accountId) {
        return "{\"accountId\":\"" + accountId + "\",\"amountMinor\":1050,\"currency\":\"BRL\",\"method\":\"PIX\"}";
    }

    private void matchAndUnmatch() throws Exception {
        String decisionId = post(202, "/v1/payments/{paymentId}/matches", match("HP2"), paymentId)
                .path("decisionId")
                .asString();
        await().atMost(PATIENCE).until(() -> books.count("decision WHERE decision_id = '" + decisionId + "'") == 1);
        String path = "/v1/payments/{paymentId}/matches/{decisionId}";
        check(admin, HttpMethod.DELETE, 202, path, path(path, paymentId, decisionId), "");
    }

    private static String match(String transactionId) {
        return "{\"transactionId\":\"" + transactionId + "\",\"accountId\":\"account-1\",\"reason\":\"the same sale\"}";
    }

    private void decideAboutDeadLetters() throws Exception {
        String path = "/v1/dead-letters/{deadLetterId}";
        List<String> letters = get(200, "/v1/dead-letters")
                .path("items")
                .valueStream()
                .map(letter -> letter.path("deadLetterId").asString())
                .toList();
        String first = letters.getFirst();
        assertThat(get(200, path, first).path("event").path("externalReference").asString())
                .isEqualTo(REFUSED);
        post(400, path + "/mend", "{\"patch\":[],\"reason\":\"x\"}", first);
        post(400, path + "/discard", "{}", first);
        JsonNode rehearsal = post(200, path + "/mend", "{\"dryRun\":true," + MEND + "}", first);
        assertThat(rehearsal.path("wouldApply").asBoolean()).isTrue();
        assertThat(post(200, "/v1/dead-letters/mend", "{\"dryRun\":true," + MEND + "}")
                        .path("accepted")
                        .asInt())
                .isEqualTo(3);
        post(202, path + "/mend", "{" + MEND + ",\"reason\":\"a typo\"}", first);
        post(202, path + "/discard", "{\"reason\":\"a test\"}", letters.get(1));
        await().atMost(PATIENCE).until(() -> books.count("dead_letter WHERE state IN ('MENDED', 'DISCARDED')") == 2);
        for (String action : List.of("retry", "mend", "discard")) {
            String patch = action.equals("mend") ? MEND + "," : "";
            post(409, path + "/" + action, "{" + patch + "\"reason\":\"x\"}", first);
        }
        post(202, path + "/retry", "", letters.get(2));
        await().atMost(PATIENCE).until(() -> books.count("dead_letter WHERE state = 'OPEN' AND attempts = 4") == 1);
        String ofNobody = "{\"accountId\":\"account-none\",\"reason\":\"x\"," + MEND + "}";
        post(202, "/v1/dead-letters/mend", ofNobody);
        post(202, "/v1/dead-letters/discard", "{\"accountId\":\"account-none\",\"reason\":\"x\"}");
        assertThat(post(202, "/v1/dead-letters/retry", "{\"accountId\":\"account-1\"}")
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
    }

    private void splitAndTakeBack() throws Exception {
        String path = "/v1/customers/{customerId}";
        String customerId = books.texts("SELECT customer_id FROM processor.payment WHERE external_reference = 'mended'")
                .getFirst();
        JsonNode name = get(200, path, customerId)
                .path("names")
                .valueStream()
                .findFirst()
                .orElseThrow();
        String names = "{\"names\":[{\"kind\":\"EMAIL\",\"value\":\""
                + name.path("value").asString() + "\"}],";
        post(400, path + "/splits", "{\"names\":[],\"reason\":\"x\"}", customerId);
        post(200, path + "/splits", names + "\"dryRun\":true}", customerId);
        String decisionId = post(202, path + "/splits", names + "\"reason\":\"a shop's address\"}", customerId)
                .path("decisionId")
                .asString();
        await().atMost(PATIENCE).until(() -> books.count("customer_split") == 1);
        path = "/v1/customer-splits/{decisionId}";
        check(admin, HttpMethod.DELETE, 202, path, path(path, decisionId), "");
    }

    private static PaymentEvent sick(String transactionId) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 3);
        event.setGatewayTransactionId(transactionId);
        event.setExternalReference(REFUSED);
        event.setAmountMinor(1_050L);
        event.setCurrency("BRL");
        Address address = new Address();
        address.setCity("Recife");
        Customer customer = new Customer();
        customer.setEmail(transactionId + "@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        customer.setAddress(address);
        event.setCustomer(customer);
        Item item = new Item();
        item.setName("Course");
        event.setItems(List.of(item));
        return event;
    }

    private JsonNode get(int status, String pattern, String... ids) throws Exception {
        return check(admin, HttpMethod.GET, status, pattern, path(pattern, ids), "");
    }

    private JsonNode post(int status, String pattern, String body, String... ids) throws Exception {
        return check(admin, HttpMethod.POST, status, pattern, path(pattern, ids), body);
    }

    private static String path(String pattern, String... ids) {
        String path = pattern;
        for (String id : ids) {
            path = path.replaceFirst("\\{[^}]+}", id);
        }
        return path;
    }

    private JsonNode check(Api api, HttpMethod method, int status, String pattern, String path, String body)
            throws Exception {
        return checkAnswer(api.send(method, path, body), method, status, pattern, method + " " + path);
    }

    private JsonNode checkAnswer(Answer answer, HttpMethod method, int status, String pattern, String name) {
        assertThat(answer.status()).as(name + " " + answer.body()).isEqualTo(status);
        JsonNode response =
                resolved(operation(method, pattern).path("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode())
                .as(status + " of " + name + " in the document")
                .isFalse();
        String type = response.path("content").propertyNames().iterator().next();
        assertThat(answer.contentType()).as(name).startsWith(type);
        assertValid(name, response.path("content").path(type).path("schema"), answer.json());
        if (status >= 400) {
            assertRefusal(answer);
        }
        answered.add(status + " " + method + " " + pattern);
        return answer.json();
    }

    private static void assertProblem(Answer answer) {
        ObjectNode problem = JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/Problem");
        assertValid("problem", problem, answer.json());
        assertRefusal(answer);
    }

    // Some problems say more than others; all are told as problems, and nothing of what is inside.
    private static void assertRefusal(Answer answer) {
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.body())
                .doesNotContain("Exception", "java.", "org.springframework", "\\tat ", "SELECT", "dev.correnteza");
    }

    private static void assertValid(String name, JsonNode reference, JsonNode value) {
        ObjectNode whole = ((ObjectNode) reference.deepCopy());
        whole.set("components", document.path("components"));
        Schema schema = SCHEMAS.getSchema(whole);
        List<String> errors = new ArrayList<>();
        schema.validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> errors.add(error.toString()));
        assertThat(errors).as(name + " " + value).isEmpty();
    }

    private static JsonNode operation(HttpMethod method, String pattern) {
        return document.path("paths").path(pattern).path(method.name().toLowerCase(Locale.ROOT));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
