package dev.correnteza.standalone.stack;

import dev.correnteza.gateways.Gateways;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.AccountsApi;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.OwnerOnly;
import dev.correnteza.standalone.data.Secrets;
import dev.correnteza.standalone.data.StackDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo tenant's accounts, one for every gateway. */
final class DemoAccounts {
    private static final String WITH_HISTORY = "hotmart";

    private static final int SECRET_BYTES = 24;
    private static final int AT_ONCE = 4;

    private final StackDirectory directory;
    private final SecureRandom random = new SecureRandom();

    DemoAccounts(StackDirectory directory) {
        this.directory = directory;
    }

    /**
     * Makes the one that has a history, if it is missing.
     *
     * @return its id
     */
    String createWithHistory(AccountsApi api) throws ApiFailure, IOException {
        Optional<Account> existing = api.list().stream()
                .filter(account -> account.gateway().equals(WITH_HISTORY))
                .findFirst();
        String accountId = existing.isPresent()
                ? existing.get().accountId()
                : create(api, WITH_HISTORY).accountId();
        OwnerOnly.write(file(), accountId);
        return accountId;
    }

    /** Makes those that are missing, some at a time: each waits for the disk. */
    void createMissing(AccountsApi api) throws ApiFailure, StackFailure {
        Set<String> existing = api.list().stream().map(Account::gateway).collect(Collectors.toSet());
        try (ExecutorService creators = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().name("demo-account-", 1).factory())) {
            List<Future<Account>> creations = Gateways.all().stream()
                    .map(adapter -> adapter.gateway().name())
                    .filter(gateway -> !existing.contains(gateway))
                    .map(gateway -> creators.submit(() -> create(api, gateway)))
                    .toList();
            for (Future<Account> creation : creations) {
                creation.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiFailure failure) {
                throw failure;
            }
            throw new StackFailure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while accounts were made", e);
        }
    }

    private Account create(AccountsApi api, String gateway) throws ApiFailure {
        Map<String, String> settings =
                WebhookSenders.find(gateway).map(WebhookSender::settings).orElse(Map.of());
        List<byte[]> samples = samplesFor(gateway, settings);
        return api.create(
                gateway,
                "Demo " + gateway,
                signingSecret(gateway),
                gateway.equals(ChargingAccounts.EFI) ? Map.of("pix-key", Secrets.EFI_PIX_KEY) : settings,
                samples);
    }

    // Of a gateway that is defined by data, the last sample is one that the definition is for.
    private static List<byte[]> samplesFor(String gateway, Map<String, String> settings) {
        return settings.isEmpty()
                ? List.of()
                : List.of(Samples.of(gateway).getLast().body());
    }

    // In the form that the gateway uses; one that proves nothing has none.
    private @Nullable String signingSecret(String gateway) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return WebhookSenders.find(gateway)
                .filter(WebhookSender::signs)
                .map(sender -> sender.secretOf(HexFormat.of().formatHex(bytes)))
                .orElse(null);
    }

    /** The account whose history the simulator serves; empty before it was made. */
    Optional<String> withHistory() throws IOException {
        Path file = file();
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private Path file() throws IOException {
        return directory.config().resolve("account-with-history");
    }
}
