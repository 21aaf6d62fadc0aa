package dev.correnteza.ingest.account;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Accounts as they are once the topic was read, two at every gateway.
 *
 * @param accounts what ingest asks
 */
public record LoadedAccounts(Accounts accounts, Map<String, Keys> first, Map<String, Keys> second) {

    /** Accounts at every gateway, whose secrets count from an instant on. */
    public static LoadedAccounts ofEveryGateway(Instant from) {
        ConcurrentMap<String, HostedAccount> hosted = new ConcurrentHashMap<>();
        Map<String, Keys> first = add("first", from, hosted);
        Map<String, Keys> second = add("second", from, hosted);
        Accounts accounts = new Accounts();
        accounts.replaceAll(hosted);
        return new LoadedAccounts(accounts, first, second);
    }

    /** Of the account that is spoken to. */
    public Keys keys(String gateway) {
        return first.get(gateway);
    }

    /** Of an account that is not, at the same gateway or another. */
    public Keys anyOther(String gateway, Random random) {
        if (random.nextBoolean()) {
            return second.get(gateway);
        }
        List<Keys> others = List.copyOf(second.values());
        return others.get(random.nextInt(others.size()));
    }

    private static Map<String, Keys> add(String name, Instant from, ConcurrentMap<String, HostedAccount> hosted) {
        Map<String, Keys> keys = new LinkedHashMap<>();
        for (WebhookSender sender : WebhookSenders.all()) {
            String id = name + "-account-at-" + sender.gateway();
            Keys key = new Keys(id, "url-secret-of-" + id, sender.secretOf("signing-secret-of-" + id));
            keys.put(sender.gateway(), key);
            hosted.put(
                    id,
                    new HostedAccount(
                            Gateways.find(sender.gateway()).orElseThrow(),
                            new Account("tenant", id, sender.settings()),
                            secrets(key.urlSecret(), from),
                            sender.signs() ? secrets(key.secret(), from) : new AccountSecrets(List.of()),
                            null));
        }
        return keys;
    }

    private static AccountSecrets secrets(String value, Instant from) {
        return new AccountSecrets(List.of(new SigningSecret(value, from, null)));
    }

    /**
     * What only the account's owner and the gateway know.
     *
     * @param urlSecret last segment of the address
     * @param secret what the gateway signs with
     */
    public record Keys(String accountId, String urlSecret, String secret) {}
}
