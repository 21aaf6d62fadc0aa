package dev.correnteza.ingest;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * An account at any gateway.
 *
 * @param urlSecret last segment of its webhook address
 * @param secret what the gateway signs with, in its form
 */
record GatewayTestAccount(String gateway, String accountId, String urlSecret, String secret) {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    static GatewayTestAccount of(String gateway) {
        WebhookSender sender = WebhookSenders.find(gateway).orElseThrow();
        return new GatewayTestAccount(
                gateway,
                "account-" + UUID.randomUUID(),
                "url-secret-" + UUID.randomUUID(),
                sender.secretOf("secret-" + UUID.randomUUID()));
    }

    WebhookSender sender() {
        return WebhookSenders.find(gateway).orElseThrow();
    }

    /** One that the account's settings are for: the last, where the gateway is a definition. */
    Sample sample() {
        List<Sample> samples = Samples.of(gateway);
        return sender().settings().isEmpty() ? samples.getFirst() : samples.getLast();
    }

    String path() {
        return "/webhooks/" + gateway + "/" + accountId + "/" + urlSecret;
    }

    SignedWebhook sign(Sample sample) {
        return sender().sign(sample, secret, Instant.now());
    }

    /** A body signed where that can be done; where the proof would stand inside it, or depend on it, it has none. */
    SignedWebhook signOrBare(byte[] body) {
        Sample sample = sample();
        try {
            return sign(new Sample(gateway, sample.name(), sample.contentType(), body));
        } catch (JacksonException | ClassCastException e) {
            return new SignedWebhook(Map.of(), "", Map.of(), body);
        }
    }

    GatewayAccount asRecord() {
        List<AccountSecret> secrets = new ArrayList<>(List.of(secret("s1", SecretKind.URL, urlSecret)));
        if (sender().signs()) {
            secrets.add(secret("s2", SecretKind.SIGNING, secret));
        }
        return new GatewayAccount(
                accountId,
                TestAccount.TENANT,
                gateway,
                "Test",
                AccountStatus.ACTIVE,
                secrets,
                sender().settings(),
                LONG_AGO);
    }

    private AccountSecret secret(String secretId, SecretKind kind, String value) {
        byte[] ciphertext = TestAccount.cipher().encrypt(value, SecretCipher.place(accountId, secretId, kind));
        return new AccountSecret(secretId, kind, TestAccount.KEY_ID, ByteBuffer.wrap(ciphertext), LONG_AGO, null);
    }

    @Override
    public String toString() {
        return accountId;
    }
}
