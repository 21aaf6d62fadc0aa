package dev.correnteza.gateways.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.GatewayAdapterContract;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.simulator.webhook.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with a platform that sends a token inside the body, and the other places of a token. */
class TokenPlatformTest extends GatewayAdapterContract {
    private static final String FIELD = "{\"scheme\":\"token\",\"field\":\"credenciais.token\"}";
    private static final AccountSecrets SECRETS =
            new AccountSecrets(List.of(new SigningSecret("s3cret-token", Instant.EPOCH, null)));

    private final CustomAdapter adapter = new CustomAdapter();

    TokenPlatformTest() {
        super(new CustomAdapter());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("definition", Definitions.of("cobrae"));
    }

    @Override
    protected boolean isOwn(Sample sample) {
        return sample.name().startsWith("cobrae-");
    }

    @Override
    protected byte[] bodyWithUnknownStatus() {
        return "{\"pago\": false, \"situacao\": \"em-disputa\"}".getBytes(UTF_8);
    }

    @Test
    void findsItInAHeaderBehindItsPrefix() {
        String scheme = "{\"scheme\":\"token\",\"header\":\"Authorization\",\"prefix\":\"Bearer \"}";

        assertThat(verify(scheme, Map.of("authorization", "Bearer s3cret-token"), Map.of(), "{}"))
                .isInstanceOf(Verified.class);
        assertThat(verify(scheme, Map.of("authorization", "s3cret-token"), Map.of(), "{}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
        assertThat(verify(scheme, Map.of("authorization", "Bearer s3cret-tokem"), Map.of(), "{}"))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void findsItInTheQuery() {
        String scheme = "{\"scheme\":\"token\",\"query\":\"key\"}";

        assertThat(verify(scheme, Map.of(), Map.of("key", "s3cret-token"), "{}"))
                .isInstanceOf(Verified.class);
        assertThat(verify(scheme, Map.of("key", "s3cret-token"), Map.of(), "{}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void saysWhyABodyHoldsNoToken() {
        assertThat(verify(FIELD, Map.of(), Map.of(), "{")).isEqualTo(new Rejected(Rejection.BODY_UNREADABLE));
        assertThat(verify(FIELD, Map.of(), Map.of(), "{\"a\":".repeat(5_000)))
                .isEqualTo(new Rejected(Rejection.BODY_TOO_COMPLEX));
        assertThat(verify(FIELD, Map.of(), Map.of(), "{\"credenciais\":\"s3cret-token\"}"))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void needsNoProofBesidesTheAddressWhereTheDefinitionSaysSo() {
        assertThat(verify("{\"scheme\":\"url\"}", Map.of(), Map.of(), "{}")).isInstanceOf(Verified.class);
    }

    private Verification verify(String scheme, Map<String, String> headers, Map<String, String> query, String body) {
        String definition =
                Definitions.of("cobrae").replaceFirst("(?s)\"verification\": \\{[^}]*}", "\"verification\":" + scheme);
        assertThat(CustomDefinitionCheck.problemsOf(definition)).isEmpty();
        Account account = new Account("tenant-1", "account-1", Map.of("definition", definition));
        return adapter.verify(received(account, headers, query, body.getBytes(UTF_8)), SECRETS, RECEIVED_AT);
    }
}
