package dev.correnteza.standalone.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processor's accounts. */
public final class AccountsApi {
    private static final String PATH = "/v1/accounts";

    private final ServiceApi processor;

    public AccountsApi(ServiceApi processor) {
        this.processor = processor;
    }

    /** All of the tenant's, secrets included. */
    public List<Account> list() throws ApiFailure {
        return processor
                .get(PATH, Map.of("reveal", "true"))
                .path("items")
                .valueStream()
                .map(Account::of)
                .toList();
    }

    /** @param signingSecret {@code null} for one that the service makes */
    public Account create(
            String gateway, String displayName, @Nullable String signingSecret, Map<String, String> settings)
            throws ApiFailure {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("gateway", gateway);
        request.put("displayName", displayName);
        if (signingSecret != null) {
            request.put("signingSecret", signingSecret);
        }
        if (!settings.isEmpty()) {
            request.put("settings", settings);
        }
        return Account.of(processor.post(PATH, request));
    }
}
