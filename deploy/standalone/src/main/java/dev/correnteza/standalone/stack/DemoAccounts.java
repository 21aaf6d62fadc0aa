package dev.correnteza.standalone.stack;

import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.AccountsApi;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.OwnerOnly;
import dev.correnteza.standalone.data.StackDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The demo tenant's accounts, one for every gateway. */
final class DemoAccounts {
    private static final String WITH_HISTORY = "hotmart";

    private static final int SECRET_BYTES = 24;

    private final StackDirectory directory;
    private final SecureRandom random = new SecureRandom();

    DemoAccounts(StackDirectory directory) {
        this.directory = directory;
    }

    /** Makes those that are missing. */
    void createMissing(AccountsApi api) throws ApiFailure, IOException {
        List<Account> accounts = new ArrayList<>(api.list());
        for (GatewayAdapter adapter : Gateways.all()) {
            String gateway = adapter.gateway().name();
            if (accounts.stream().noneMatch(account -> account.gateway().equals(gateway))) {
                Map<String, String> settings = WebhookSenders.find(gateway)
                        .map(WebhookSender::settings)
                        .orElse(Map.of());
                accounts.add(api.create(
                        gateway, "Demo " + gateway, signingSecret(gateway), settings, samplesFor(gateway, settings)));
            }
        }
        Optional<String> withHistory = accounts.stream()
                .filter(account -> account.gateway().equals(WITH_HISTORY))
                .map(Account::accountId)
                .findFirst();
        if (withHistory.isPresent()) {
            OwnerOnly.write(file(), withHistory.get());
        }
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
