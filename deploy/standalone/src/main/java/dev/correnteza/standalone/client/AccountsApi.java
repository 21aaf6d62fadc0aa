package dev.correnteza.standalone.client;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    /**
     * @param signingSecret {@code null} for one that the service makes
     * @param samples bodies of webhooks that the settings are tried on; mostly none
     */
    public Account create(
            String gateway,
            String displayName,
            @Nullable String signingSecret,
            Map<String, String> settings,
            List<byte[]> samples)
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
        if (!samples.isEmpty()) {
            request.put(
                    "samples",
                    samples.stream()
                            .map(body -> Map.of("body", Base64.getEncoder().encodeToString(body)))
                            .toList());
        }
        return Account.of(processor.post(PATH, request));
    }

    /** All that is told of one, secrets included. */
    public JsonNode show(String accountId) throws ApiFailure {
        return processor.get(path(accountId), Map.of("reveal", "true"));
    }

    /** @param change disable or enable */
    public JsonNode change(String accountId, String change) throws ApiFailure {
        return processor.post(path(accountId) + "/" + change, Map.of());
    }

    /**
     * @param kind URL or SIGNING
     * @param value {@code null} for one that the service makes
     * @param overlap {@code null} for the service's own
     */
    public JsonNode rotate(String accountId, String kind, @Nullable String value, @Nullable Duration overlap)
            throws ApiFailure {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("kind", kind);
        if (value != null) {
            request.put("value", value);
        }
        if (overlap != null) {
            request.put("overlap", overlap.toString());
        }
        return processor.post(path(accountId) + "/secrets", request);
    }

    /** What would stop its webhooks. */
    public JsonNode test(String accountId) throws ApiFailure {
        return processor.postNothing(path(accountId) + "/test");
    }

    /** @param letIn whether those that are authentic now are let in, or only shown */
    public JsonNode verifyRefused(String accountId, boolean letIn) throws ApiFailure {
        return processor.post(path(accountId) + "/refused/verify", Map.of("letIn", letIn));
    }

    private static String path(String accountId) {
        return PATH + "/" + ServiceApi.encoded(accountId);
    }
}
