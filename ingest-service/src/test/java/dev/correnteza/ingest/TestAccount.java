package dev.correnteza.ingest;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An account as a tenant has it at Hotmart.
 *
 * @param accountId the account
 * @param urlSecret last segment of its webhook address
 * @param hottok what Hotmart sends along
 */
record TestAccount(String accountId, String urlSecret, String hottok) {
    static final String TENANT = "tenant-1";
    static final String KEY_ID = "k1";

    private static final byte[] KEY = randomBytes();
    static final String KEY_BASE64 = Base64.getEncoder().encodeToString(KEY);
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    static TestAccount create() {
        return withId("account-" + UUID.randomUUID());
    }

    static TestAccount withId(String accountId) {
        return new TestAccount(accountId, "url-secret-" + UUID.randomUUID(), "hottok-" + UUID.randomUUID());
    }

    static SecretCipher cipher() {
        return new SecretCipher(Map.of(KEY_ID, KEY), KEY_ID);
    }

    String path() {
        return "/webhooks/hotmart/" + accountId + "/" + urlSecret;
    }

    SignedWebhook sign(Sample sample) {
        return WebhookSenders.find("hotmart").orElseThrow().sign(sample, hottok, Instant.now());
    }

    GatewayAccount asRecord(AccountStatus status) {
        return withSecrets(status, secret("s1", SecretKind.URL, urlSecret), secret("s2", SecretKind.SIGNING, hottok));
    }

    /** The same account with other secrets. */
    TestAccount rotated() {
        return new TestAccount(accountId, "url-secret-" + UUID.randomUUID(), "hottok-" + UUID.randomUUID());
    }

    /** This account's secrets, and those that it had before, until the overlap is over. */
    GatewayAccount overlapping(TestAccount before, Instant until) {
        AccountSecret url = before.secret("s1", SecretKind.URL, before.urlSecret);
        url.setValidUntil(until);
        AccountSecret signing = before.secret("s2", SecretKind.SIGNING, before.hottok);
        signing.setValidUntil(until);
        return withSecrets(
                AccountStatus.ACTIVE,
                url,
                signing,
                secret("s3", SecretKind.URL, urlSecret),
                secret("s4", SecretKind.SIGNING, hottok));
    }

    private GatewayAccount withSecrets(AccountStatus status, AccountSecret... secrets) {
        return new GatewayAccount(accountId, TENANT, "hotmart", "Test", status, List.of(secrets), Map.of(), LONG_AGO);
    }

    private AccountSecret secret(String secretId, SecretKind kind, String value) {
        byte[] ciphertext = cipher().encrypt(value, SecretCipher.place(accountId, secretId, kind));
        return new AccountSecret(secretId, kind, KEY_ID, ByteBuffer.wrap(ciphertext), LONG_AGO, null);
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return accountId;
    }
}
