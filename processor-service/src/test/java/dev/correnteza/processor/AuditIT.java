package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What changes leave behind, and that nobody alters it unseen. */
class AuditIT {
    private static Books books;
    private static RunningProcessor processor;
    private static Api mine;
    private static Api others;
    private static String accountId;

    @BeforeAll
    static void start() throws Exception {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(database);
        mine = new Api(processor);
        others = new Api(processor, RunningProcessor.OTHER_API_KEY);
        forgetAccountsOfOthers();
        accountId = done(mine.post(
                        "/v1/accounts",
                        "{\"gateway\":\"hotmart\",\"displayName\":\"Ana's\",\"signingSecret\":\"secret-not-to-be-written\"}"))
                .path("accountId")
                .asString();
        String path = "/v1/accounts/" + accountId;
        done(mine.post(path + "/disable", ""));
        done(mine.post(path + "/enable", ""));
        done(mine.post(
                path + "/secrets", "{\"kind\":\"SIGNING\",\"value\":\"another-secret-of-it\",\"overlap\":\"PT1H\"}"));
        done(mine.get(path + "?reveal=true"));
        done(mine.get("/v1/accounts?reveal=true"));
        done(mine.post(path + "/refused/verify", "{\"letIn\":true}"));
        String keyId = done(mine.post("/v1/keys", "{\"name\":\"Ana\",\"role\":\"VIEWER\"}"))
                .path("keyId")
                .asString();
        done(mine.post("/v1/keys/" + keyId + "/revoke", ""));
        books.execute("CREATE TABLE processor.entry_copy AS SELECT * FROM processor.audit_entry");
        books.execute("CREATE TABLE processor.chain_copy AS SELECT * FROM processor.audit_chain");
    }

    @AfterAll
    static void stop() {
        mine.close();
        others.close();
        processor.close();
    }

    @Test
    void writesDownEveryChangeAndEachLookAtSecrets() throws Exception {
        List<JsonNode> entries = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = mine.get("/v1/audit?limit=2&cursor=" + cursor);
            entries.addAll(page.items());
            cursor = page.json().path("nextCursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(entries.reversed())
                .extracting(entry -> entry.path("action").asString())
                .containsExactly(
                        "account.created",
                        "account.disabled",
                        "account.enabled",
                        "account.secret_added",
                        "account.secrets_revealed",
                        "account.secrets_revealed",
                        "account.refused_let_in",
                        "key.created",
                        "key.revoked");
        assertThat(entries)
                .extracting(entry -> entry.path("sequence").asInt())
                .containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(entries.getLast().path("target").asString()).isEqualTo(accountId);
        assertThat(entries.getLast().path("details").path("gateway").asString()).isEqualTo("hotmart");
        assertThat(entries.getLast().path("keyId").asString()).startsWith("configured_");
        assertThat(entries.toString()).doesNotContain("secret-not", "another-secret", "Ana");
    }

    @Test
    void writesNothingDownForWhatIsRefused() throws Exception {
        long before = books.count("audit_entry");

        mine.post("/v1/accounts", "{\"gateway\":\"acmepay\"}").assertProblem(400, "gateway");
        mine.post("/v1/accounts/acc_none/disable", "").assertProblem(404, "no such account");
        mine.post("/v1/accounts/" + accountId + "/secrets", "{\"kind\":\"X\"}").assertProblem(400, "kind");
        others.post("/v1/accounts/" + accountId + "/disable", "").assertProblem(404, "no such account");

        assertThat(books.count("audit_entry")).isEqualTo(before);
    }

    @Test
    void showsATenantItsOwnOnly() throws Exception {
        assertThat(others.get("/v1/audit").items()).isEmpty();
        JsonNode verdict = others.get("/v1/audit/verify").json();
        assertThat(verdict.path("intact").asBoolean()).isTrue();
        assertThat(verdict.path("entries").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "UPDATE processor.audit_entry SET key_id = 'key_2' WHERE sequence = 3 ; 3 ; ALTERED",
                "UPDATE processor.audit_entry SET at = at + interval '1 microsecond' WHERE sequence = 1 ; 1 ; ALTERED",
                "UPDATE processor.audit_entry SET details = details || ' ' WHERE sequence = 9 ; 9 ; ALTERED",
                "UPDATE processor.audit_entry SET tenant_id = 'tenant-2' WHERE sequence = 4 ; 4 ; MISSING",
                "DELETE FROM processor.audit_entry WHERE sequence = 1 ; 1 ; MISSING",
                "DELETE FROM processor.audit_entry WHERE sequence = 5 ; 5 ; MISSING",
                "DELETE FROM processor.audit_entry WHERE sequence = 9 ; 9 ; MISSING",
                "DELETE FROM processor.audit_entry ; 1 ; MISSING",
                "UPDATE processor.audit_entry SET sequence = 20 - sequence ; 1 ; MISSING",
                "UPDATE processor.audit_chain SET entries = 8 ; 9 ; NOT_THE_LAST",
                "UPDATE processor.audit_chain SET hash = decode(repeat('00', 32), 'hex') ; 9 ; NOT_THE_LAST",
                "DELETE FROM processor.audit_chain ; 9 ; NOT_THE_LAST"
            })
    void findsTheFirstEntryThatIsNotAsItWasWritten(String tampering, int sequence, String reason) throws Exception {
        assertThat(mine.get("/v1/audit/verify").json().path("intact").asBoolean())
                .isTrue();
        try {
            books.execute(tampering);

            JsonNode verdict = mine.get("/v1/audit/verify").json();
            assertThat(verdict.path("intact").asBoolean()).isFalse();
            assertThat(verdict.path("firstBroken").path("sequence").asInt()).isEqualTo(sequence);
            assertThat(verdict.path("firstBroken").path("reason").asString()).isEqualTo(reason);
        } finally {
            books.execute("DELETE FROM processor.audit_entry");
            books.execute("DELETE FROM processor.audit_chain");
            books.execute("INSERT INTO processor.audit_entry SELECT * FROM processor.entry_copy");
            books.execute("INSERT INTO processor.audit_chain SELECT * FROM processor.chain_copy");
        }
    }

    // What other tests left in the accounts' topic tells who changed it, too.
    private static void forgetAccountsOfOthers() throws Exception {
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers())) {
            long records = broker.read(Topics.GATEWAY_ACCOUNTS).size();
            await().until(() -> broker.committed("processor-accounts", Topics.GATEWAY_ACCOUNTS) == records);
        }
        books.execute("TRUNCATE processor.audit_entry, processor.audit_chain");
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer.json();
    }
}
