package dev.correnteza.bench.webhook;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant with an account at each gateway that is posted for. Its secrets are made anew each time. */
public final class Seller {
    private static final String TENANT = "bench";
    private static final String KEY_ID = "bench";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final int KEY_BYTES = 32;
    private static final int SECRET_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = new byte[KEY_BYTES];
    private final Map<String, Account> accounts = new TreeMap<>();

    public Seller() {
        random.nextBytes(key);
        Arrays.stream(Kind.values())
                .map(Kind::gateway)
                .distinct()
                .forEach(gateway -> accounts.put(gateway, account(gateway)));
    }

    private Account account(String gateway) {
        WebhookSender sender = WebhookSenders.find(gateway).orElseThrow();
        return new Account("bench-" + gateway, sender, secret(), sender.secretOf(secret()));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Names the key that the accounts' secrets are encrypted with. */
    public String keyId() {
        return KEY_ID;
    }

    public String keyBase64() {
        return Base64.getEncoder().encodeToString(key);
    }

    /** The accounts as their topic has them. */
    public List<GatewayAccount> accountRecords() {
        SecretCipher cipher = new SecretCipher(Map.of(KEY_ID, key), KEY_ID);
        return accounts.entrySet().stream()
                .map(entry -> {
                    Account account = entry.getValue();
                    List<AccountSecret> secrets = new ArrayList<>();
                    secrets.add(encrypted(cipher, account.id(), "url", SecretKind.URL, account.urlSecret()));
                    if (account.sender().signs()) {
                        secrets.add(encrypted(
                                cipher, account.id(), "signing", SecretKind.SIGNING, account.signingSecret()));
                    }
                    return new GatewayAccount(
                            account.id(),
                            TENANT,
                            entry.getKey(),
                            "Bench",
                            AccountStatus.ACTIVE,
                            secrets,
                            Map.of(),
                            LONG_AGO);
                })
                .toList();
    }

    private static AccountSecret encrypted(
            SecretCipher cipher, String accountId, String secretId, SecretKind kind, String value) {
        byte[] ciphertext = cipher.encrypt(value, SecretCipher.place(accountId, secretId, kind));
        return new AccountSecret(secretId, kind, KEY_ID, ByteBuffer.wrap(ciphertext), LONG_AGO, null);
    }

    /** The webhook as its gateway posts it now. */
    public SignedWebhook sign(Webhook webhook, Instant now) {
        Account account = account(webhook);
        return account.sender().sign(webhook.sample(), account.signingSecret(), now);
    }

    /** The webhook as somebody posts it who knows the address and not the secret. */
    public SignedWebhook forge(Webhook webhook, Instant now) {
        WebhookSender sender = account(webhook).sender();
        return sender.sign(webhook.sample(), sender.secretOf(secret()), now);
    }

    /** Where the webhook is posted to, without what its gateway appends. */
    public String path(Webhook webhook) {
        Account account = account(webhook);
        return "/webhooks/" + webhook.kind().gateway() + "/" + account.id() + "/" + account.urlSecret();
    }

    private Account account(Webhook webhook) {
        Account account = accounts.get(webhook.kind().gateway());
        if (account == null) {
            throw new IllegalStateException("account: none at " + webhook.kind().gateway());
        }
        return account;
    }

    private record Account(String id, WebhookSender sender, String urlSecret, String signingSecret) {
        @Override
        public String toString() {
            return id;
        }
    }
}
