package dev.correnteza.processor.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as the API shows it.
 *
 * @param webhookUrl address to give to the gateway; its last segment is a secret. {@code null} unless secrets were asked for
 * @param signingSecrets what the gateway signs with, current ones; {@code null} unless secrets were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
        String tenantId,
        String accountId,
        String gateway,
        String status,
        @Nullable String displayName,
        Map<String, String> settings,
        @Nullable String webhookUrl,
        @Nullable List<String> signingSecrets) {

    @Override
    public String toString() {
        return "AccountView[" + accountId + "]";
    }
}
