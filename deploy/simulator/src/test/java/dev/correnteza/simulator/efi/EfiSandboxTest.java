package dev.correnteza.simulator.efi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.simulator.charge.Caller;
import dev.correnteza.simulator.charge.Caller.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfiSandboxTest {
    private static final EfiCredentials CREDENTIALS = new EfiCredentials("id", "secret", "key-of-the-account");
    private static final String TXID = "7978c0c97ea847e78e8849634473c1f1";
    private static final String CHARGE =
            "{\"calendario\": {\"expiracao\": 3600}, \"devedor\": {\"cpf\": \"12345678909\","
                    + " \"nome\": \"Pessoa Exemplo\"}, \"valor\": {\"original\": \"10.50\"}, \"chave\": \"key-of-the-account\"}";

    private final MovingClock clock = new MovingClock();
    private final Caller caller = new Caller(new EfiSandbox(CREDENTIALS, clock));

    @AfterEach
    void stop() {
        caller.close();
    }

    @Test
    void givesATokenToTheApplicationOnly() throws Exception {
        assertThat(token("id:secret").status()).isEqualTo(200);
        assertThat(token("id:wrong").status()).isEqualTo(401);
        assertThat(caller.post("/oauth/token", basic("id:secret"), "{}").status())
                .isEqualTo(400);
    }

    @Test
    void takesATokenForAnHour() throws Exception {
        String bearer = bearer();
        clock.now = clock.now.plus(Duration.ofHours(1));

        assertThat(caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE).status())
                .isEqualTo(401);
        assertThat(caller.send("PUT", "/v2/cob/" + TXID, "Bearer made-up", CHARGE)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void answersWithTheCharge() throws Exception {
        String bearer = bearer();

        Answer made = caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("txid").asString()).isEqualTo(TXID);
        assertThat(made.json().path("status").asString()).isEqualTo("ATIVA");
        assertThat(made.json().path("calendario").path("criacao").asString()).isEqualTo("2026-03-14T12:00:00Z");
        assertThat(made.json().path("pixCopiaECola").asString()).startsWith("000201");
        assertThat(caller.send("GET", "/v2/cob/" + TXID, bearer, "").json()).isEqualTo(made.json());
    }

    @Test
    void takesATxidOnce() throws Exception {
        String bearer = bearer();
        caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE);

        Answer again = caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("nome").asString()).isEqualTo("txid_duplicado");
    }

    @ParameterizedTest
    @CsvSource({
        "10.50,10.5,valor.original",
        "10.50,0.00,valor.original",
        "3600,0,calendario.expiracao",
        "12345678909,123,devedor",
        "chave,chaves,chave"
    })
    void saysWhichFieldIsWrong(String good, String bad, String field) throws Exception {
        Answer refused = caller.send("PUT", "/v2/cob/" + TXID, bearer(), CHARGE.replace(good, bad));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("nome").asString()).isEqualTo("valor_invalido");
        assertThat(refused.json().path("mensagem").asString()).contains(field);
    }

    @Test
    void refusesAShortTxidAndTheKeyOfAnother() throws Exception {
        String bearer = bearer();

        assertThat(caller.send("PUT", "/v2/cob/short", bearer, CHARGE).status()).isEqualTo(400);
        assertThat(caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE.replace("key-of-the-account", "another-key"))
                        .json()
                        .path("nome")
                        .asString())
                .isEqualTo("chave_invalida");
    }

    @Test
    void testsTheAddressOfAKeyAndPostsEachPixToIt() throws Exception {
        String bearer = bearer();
        Answer registered = caller.send(
                "PUT",
                "/v2/webhook/key-of-the-account",
                bearer,
                "{\"webhookUrl\": \"" + caller.receiverUrl() + "/x?hmac=s&ignorar=\"}");
        assertThat(registered.status()).isEqualTo(201);
        caller.send("PUT", "/v2/cob/" + TXID, bearer, CHARGE);

        caller.steer("efi/charges/" + TXID + "/pay", "{}");

        assertThat(caller.webhooks())
                .hasSize(2)
                .allSatisfy(webhook -> assertThat(webhook.uri()).isEqualTo("/x?hmac=s&ignorar=/pix"));
        assertThat(caller.webhooks().getFirst().json().has("pix")).isFalse();
        var pix = caller.webhooks().getLast().json().path("pix").path(0);
        assertThat(pix.path("txid").asString()).isEqualTo(TXID);
        assertThat(pix.path("valor").asString()).isEqualTo("10.50");
        assertThat(caller.send("GET", "/v2/cob/" + TXID, bearer, "")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("CONCLUIDA");
        Answer list = caller.send(
                "GET", "/v2/pix?inicio=2026-03-14T00:00:00Z&fim=2026-03-15T00:00:00Z&txid=" + TXID, bearer, "");
        assertThat(list.json().path("pix").path(0)).isEqualTo(pix);
    }

    @Test
    void wantsARangeForTheListOfPix() throws Exception {
        assertThat(caller.send("GET", "/v2/pix?txid=" + TXID, bearer(), "").status())
                .isEqualTo(400);
    }

    private Answer token(String credentials) throws IOException, InterruptedException {
        return caller.post("/oauth/token", basic(credentials), "{\"grant_type\": \"client_credentials\"}");
    }

    private String bearer() throws IOException, InterruptedException {
        return "Bearer " + token("id:secret").json().path("access_token").asString();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-03-14T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
