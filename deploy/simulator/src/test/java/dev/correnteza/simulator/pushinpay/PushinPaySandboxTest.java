package dev.correnteza.simulator.pushinpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.simulator.charge.Caller;
import dev.correnteza.simulator.charge.Caller.Answer;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushinPaySandboxTest {
    private static final String BEARER = "Bearer 1|token";

    private final Caller caller = new Caller(new PushinPaySandbox("1|token"));

    @AfterEach
    void stop() {
        caller.close();
    }

    @Test
    void answersWithTheTransaction() throws Exception {
        Answer made = charge("{\"value\": 50, \"webhook_url\": \"" + caller.receiverUrl() + "/x?webhook_token=1\"}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("status").asString()).isEqualTo("created");
        assertThat(made.json().path("value").asInt()).isEqualTo(50);
        assertThat(made.json().path("qr_code").asString()).startsWith("000201");
        String id = made.json().path("id").asString();
        assertThat(caller.send("GET", "/api/transactions/" + id.toUpperCase(Locale.ROOT), BEARER, "")
                        .json())
                .isEqualTo(made.json());
    }

    @Test
    void takesNoOtherToken() throws Exception {
        assertThat(caller.post("/api/pix/cashIn", "Bearer 2|token", "{\"value\": 50}")
                        .status())
                .isEqualTo(401);
        assertThat(caller.send("GET", "/api/transactions/1", "Bearer 2|token", "")
                        .status())
                .isEqualTo(401);
        assertThat(caller.send("GET", "/api/transactions/1", BEARER, "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|value|obrigatório",
                "{\"value\": 49}|value|mínimo 50",
                "{\"value\": 50.5}|value|inteiro",
                "{\"value\": \"50\"}|value|inteiro",
                "{\"value\": 50, \"webhook_url\": \"nowhere\"}|webhook_url|URL"
            })
    void saysWhichFieldIsWrong(String body, String field, String message) throws Exception {
        Answer refused = charge(body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(field).path(0).asString()).contains(message);
        assertThat(refused.json().path("message").asString()).contains(message);
    }

    @Test
    void postsThePaidTransactionWithItsIdInUpperCase() throws Exception {
        caller.steer("pushinpay/panel", "{\"token\": \"panel-token\"}");
        String id = made();

        caller.steer("pushinpay/charges/" + id + "/pay", "{}");

        assertThat(caller.webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.uri()).isEqualTo("/x?webhook_token=1");
            assertThat(webhook.token()).isEqualTo("panel-token");
            assertThat(webhook.json().path("id").asString()).isEqualTo(id.toUpperCase(Locale.ROOT));
            assertThat(webhook.json().path("status").asString()).isEqualTo("paid");
            assertThat(webhook.json().path("end_to_end_id").asString()).startsWith("E");
        });
    }

    @ParameterizedTest
    @CsvSource({"webhook_twice,2", "webhook_lost,0", "webhook_first,2"})
    void postsAsOftenAsTheFaultSays(String fault, int times) throws Exception {
        caller.steer("pushinpay/faults", "{\"kind\": \"" + fault + "\"}");
        String id = made();

        caller.steer("pushinpay/charges/" + id + "/pay", "{}");

        assertThat(caller.webhooks()).hasSize(times);
        assertThat(caller.send("GET", "/api/transactions/" + id, BEARER, "")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource({"internal_error,500", "unavailable,503", "too_many_requests,429"})
    void doesNotChargeWhereItSaysSo(String fault, int status) throws Exception {
        caller.steer("pushinpay/faults", "{\"kind\": \"" + fault + "\"}");

        assertThat(charge("{\"value\": 50}").status()).isEqualTo(status);
        assertThat(charged()).isZero();
        assertThat(charge("{\"value\": 50}").status()).isEqualTo(200);
    }

    @Test
    void mayHaveChargedThoughItDidNotAnswer() throws Exception {
        caller.steer("pushinpay/faults", "{\"kind\": \"closed\"}");

        assertThatThrownBy(() -> charge("{\"value\": 50}")).isInstanceOf(IOException.class);

        assertThat(charged()).isPositive();
    }

    private String made() throws Exception {
        return charge("{\"value\": 50, \"webhook_url\": \"" + caller.receiverUrl() + "/x?webhook_token=1\"}")
                .json()
                .path("id")
                .asString();
    }

    private Answer charge(String body) throws IOException, InterruptedException {
        return caller.post("/api/pix/cashIn", BEARER, body);
    }

    private int charged() throws IOException, InterruptedException {
        return caller.send("GET", "/_simulator/pushinpay/calls", "none", "")
                .json()
                .path("charged")
                .asInt();
    }
}
