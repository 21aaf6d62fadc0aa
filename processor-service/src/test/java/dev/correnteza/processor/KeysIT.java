package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Keys and roles over HTTP, on two instances. */
class KeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Books books;
    private static RunningProcessor processor;
    private static RunningProcessor second;
    private static Api mine;
    private static Api others;

    @BeforeAll
    static void start() {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(database);
        second = RunningProcessor.start(database);
        mine = new Api(processor);
        others = new Api(processor, RunningProcessor.OTHER_API_KEY);
    }

    @AfterAll
    static void stop() {
        mine.close();
        others.close();
        second.close();
        processor.close();
    }

    static Stream<Route> routes() {
        return Route.all(processor).stream();
    }

    @Test
    void everyRouteNamesItsRole() {
        assertThat(routes())
                .hasSizeGreaterThan(10)
                .allSatisfy(route -> assertThat(route.handler().getMethodAnnotation(RoleNeeded.class))
                        .as(route.toString())
                        .isNotNull());
    }

    @Test
    void refusesEachRouteToEachRoleBelowTheOneNeeded() throws Exception {
        Map<Role, Api> callers = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            callers.put(role, new Api(processor, create(role).path("key").asString()));
        }

        for (Route route : routes().toList()) {
            Role needed = route.handler().getMethodAnnotation(RoleNeeded.class).value();
            for (Role role : Role.values()) {
                Answer answer = callers.get(role).send(route.method(), route.path("x"), "{}");
                if (role.includes(needed)) {
                    assertThat(answer.status()).as(role + " " + route).isNotIn(401, 403);
                } else {
                    answer.assertProblem(403, "role of the key: " + role + " (expected: " + needed);
                }
            }
        }
        callers.values().forEach(Api::close);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/accounts?reveal=true",
        "/v1/accounts/acc_none?reveal=true",
        "/v1;x=y/keys",
        "/v1/keys;x=y",
        "/%761/keys",
        "/v1/k%65ys"
    })
    void showsSecretsToNobodyBelowAnAdministrator(String path) throws Exception {
        try (Api operator = new Api(processor, create(Role.OPERATOR).path("key").asString())) {
            operator.get(path).assertProblem(403, "role of the key: OPERATOR (expected: ADMIN)");
        }
    }

    @Test
    void readsHeadsAsGets() throws Exception {
        try (Api viewer = new Api(processor, create(Role.VIEWER).path("key").asString())) {
            assertThat(viewer.send(HttpMethod.HEAD, "/v1/payments", "").status())
                    .isEqualTo(200);
            assertThat(viewer.send(HttpMethod.HEAD, "/v1/keys", "").status()).isEqualTo(403);
        }
    }

    @Test
    void showsAKeyOnceAndKeepsItsHashOnly() throws Exception {
        JsonNode created = create(Role.VIEWER);

        String key = created.path("key").asString();
        assertThat(key).matches("ck_[0-9a-f]{64}");
        assertThat(mine.get("/v1/keys").body())
                .contains(created.path("keyId").asString())
                .doesNotContain(key);
        assertThat(books.texts("SELECT k::text FROM processor.api_key k")).noneMatch(row -> row.contains(key));
        assertThat(books.texts("SELECT e::text FROM processor.audit_entry e")).noneMatch(row -> row.contains(key));
        assertThat(others.get("/v1/keys").body())
                .doesNotContain(created.path("keyId").asString());
    }

    @Test
    void listsConfiguredKeysThatCannotBeRevokedHere() throws Exception {
        JsonNode configured = others.get("/v1/keys").items().getFirst();

        assertThat(configured.path("source").asString()).isEqualTo("CONFIGURATION");
        assertThat(configured.path("role").asString()).isEqualTo("ADMIN");
        others.post("/v1/keys/" + configured.path("keyId").asString() + "/revoke", "")
                .assertProblem(409, "a configured one");
    }

    @Test
    void stopsARevokedKeyOnAllInstances() throws Exception {
        JsonNode created = create(Role.VIEWER);
        String revoke = "/v1/keys/" + created.path("keyId").asString() + "/revoke";
        String key = created.path("key").asString();
        try (Api here = new Api(processor, key);
                Api there = new Api(second, key)) {
            await().atMost(PATIENCE).until(() -> there.get("/v1/payments").status() == 200);
            assertThat(here.get("/v1/payments").status()).isEqualTo(200);

            others.post(revoke, "").assertProblem(404, "no such key");
            assertThat(here.get("/v1/payments").status()).isEqualTo(200);
            JsonNode revoked = mine.post(revoke, "").json();

            here.get("/v1/payments").assertProblem(401, "unknown");
            await().atMost(PATIENCE).until(() -> there.get("/v1/payments").status() == 401);
            assertThat(mine.post(revoke, "").json()).isEqualTo(revoked);
            assertThat(books.count("audit_entry WHERE action = 'key.revoked' AND target = '"
                            + created.path("keyId").asString() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void notesThatAKeyIsUsed() throws Exception {
        JsonNode created = create(Role.VIEWER);
        assertThat(created.has("lastUsedAt")).isFalse();

        try (Api viewer = new Api(processor, created.path("key").asString())) {
            viewer.get("/v1/payments");
        }

        assertThat(mine.get("/v1/keys").items())
                .filteredOn(key -> key.path("keyId").equals(created.path("keyId")))
                .allSatisfy(key -> assertThat(key.has("lastUsedAt")).isTrue())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"VIEWER\"} | name (expected: 1 to 100",
                "{\"name\":\" \",\"role\":\"VIEWER\"} | name (expected: 1 to 100",
                "{\"name\":\"a\\u0000\",\"role\":\"VIEWER\"} | name (expected: 1 to 100",
                "{\"name\":\"a\"} | role (expected: VIEWER, OPERATOR or ADMIN)",
                "{\"name\":\"a\",\"role\":\"OWNER\"} | role (expected: VIEWER, OPERATOR or ADMIN)",
                "{\"name\":\"a\",\"role\":\"VIEWER\",\"expiresAt\":\"tomorrow\"} | expiresAt (expected: an instant",
                "{\"name\":\"a\",\"role\":\"VIEWER\",\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt (expected:",
                "{\"name\":\"a\",\"role\":\"VIEWER\",\"expiresAt\":\"+99999-01-01T00:00:00Z\"} | expiresAt (expected:"
            })
    void refusesKeysThatCannotBe(String json, String expected) throws Exception {
        mine.post("/v1/keys", json).assertProblem(400, expected);
    }

    @Test
    void acceptsAHundredKeysOfATenantAndNoMore() throws Exception {
        String json = "{\"name\":\"one of many\",\"role\":\"VIEWER\"}";
        List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return others.post("/v1/keys", json).status();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(103)
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(100);
        others.post("/v1/keys", json).assertProblem(409, "accepted keys: 100 (expected: fewer)");
        JsonNode verdict = others.get("/v1/audit/verify").json();
        assertThat(verdict.path("intact").asBoolean()).isTrue();
        assertThat(verdict.path("entries").asInt()).isEqualTo(100);
    }

    private static JsonNode create(Role role) throws Exception {
        Answer created = mine.post("/v1/keys", "{\"name\":\"for a test\",\"role\":\"" + role + "\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json();
    }
}
