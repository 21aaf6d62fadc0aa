package dev.correnteza.gateways.woovi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.payload.JsonPayload;
import java.io.InputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooviVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final AccountSecrets NONE = new AccountSecrets(List.of());
    private static final String DIGEST = "x-openpix-signature";
    private static final String SIGNATURE = "x-webhook-signature";
    private static final KeyPair KEYS = keyPair();
    private static final KeyPair OTHER_KEYS = keyPair();

    @Test
    void acceptsTheDigestOfTheVector() throws Exception {
        JsonPayload vector = vectors().getFirst();
        String digest = vector.at("header").requiredText("X-OpenPix-Signature");
        String body = vector.requiredText("body");
        AccountSecrets secret = secret(vector.requiredText("secret"));

        assertThat(verify(Map.of(), secret, Map.of(DIGEST, digest), body)).isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), secret, Map.of(DIGEST, digest), body + " "))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(Map.of(), secret("another"), Map.of(DIGEST, digest), body))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void acceptsTheSignatureThatWooviPublishedWithItsOwnKey() throws Exception {
        JsonPayload vector = vectors().getLast();
        String signature = vector.at("header").requiredText(SIGNATURE);
        String body = vector.requiredText("body");

        assertThat(verify(Map.of(), NONE, Map.of(SIGNATURE, signature), body)).isInstanceOf(Verified.class);
        assertThat(verify(Map.of(), NONE, Map.of(SIGNATURE, signature), body.replace("1000", "1001")))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @Test
    void takesTheSignatureOfWooviForNoProofOfAnAccountWithASecret() throws Exception {
        JsonPayload vector = vectors().getLast();
        String signature = vector.at("header").requiredText(SIGNATURE);

        assertThat(verify(Map.of(), secret("s"), Map.of(SIGNATURE, signature), vector.requiredText("body")))
                .isEqualTo(new Rejected(Rejection.PROOF_MISSING));
    }

    @Test
    void verifiesWithTheKeyOfTheAccountInEitherSpelling() throws Exception {
        String pem = pem(KEYS);
        String inBase64 = Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
        Map<String, String> headers = Map.of(SIGNATURE, sign(KEYS, "{}"));

        for (String key : List.of(pem, inBase64)) {
            Map<String, String> settings = Map.of("public-key", key);
            assertThat(verify(settings, NONE, headers, "{}")).isInstanceOf(Verified.class);
            assertThat(verify(settings, NONE, headers, "{ }")).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        }
        assertThat(verify(Map.of(), NONE, headers, "{}")).isEqualTo(new Rejected(Rejection.PROOF_WRONG));
        assertThat(verify(Map.of("public-key", pem(OTHER_KEYS)), NONE, headers, "{}"))
                .isEqualTo(new Rejected(Rejection.PROOF_WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no key", "-----BEGIN PUBLIC KEY-----", "MIGf", "%%%"})
    void refusesEverythingUnderAKeyThatCannotBeRead(String key) throws Exception {
        assertThat(verify(Map.of("public-key", key), NONE, Map.of(SIGNATURE, sign(KEYS, "{}")), "{}"))
                .isEqualTo(new Rejected(Rejection.NO_SECRET_CONFIGURED));
    }

    @ParameterizedTest
    @CsvSource({"'',NO_SECRET_CONFIGURED", "'  ',NO_SECRET_CONFIGURED", "!!!,PROOF_MALFORMED", "QUJD,PROOF_WRONG"})
    void refusesWhatIsNoSignature(String signature, Rejection reason) {
        assertThat(verify(Map.of(), NONE, Map.of(SIGNATURE, signature), "{}")).isEqualTo(new Rejected(reason));
    }

    @ParameterizedTest
    @CsvSource({"secret,true", "Secret,false", "Bearer secret,false", "'',false"})
    void acceptsTheFixedHeaderBesideADigestOfAnotherSecret(String header, boolean accepted) {
        Verification both = verify(Map.of(), secret("secret"), Map.of("authorization", header, DIGEST, "AAAA"), "{}");
        Verification alone = verify(Map.of(), secret("secret"), Map.of("authorization", header), "{}");

        assertThat(both instanceof Verified).isEqualTo(accepted);
        assertThat(alone instanceof Verified).isEqualTo(accepted);
    }

    private static Verification verify(
            Map<String, String> settings, AccountSecrets secrets, Map<String, String> headers, String body) {
        Account account = new Account("tenant-1", "account-1", settings);
        return WooviVerifier.verify(
                new ReceivedWebhook(account, headers, Map.of(), body.getBytes(UTF_8)), secrets, NOW);
    }

    private static AccountSecrets secret(String value) {
        return new AccountSecrets(List.of(new SigningSecret(value, Instant.EPOCH, null)));
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(KeyPair pair, String body) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(body.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static String pem(KeyPair pair) {
        String lines = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    private static List<JsonPayload> vectors() throws Exception {
        try (InputStream in = WooviVerifierTest.class.getResourceAsStream("/signatures/woovi.json")) {
            return JsonPayload.parse(in.readAllBytes()).each("vectors");
        }
    }
}
