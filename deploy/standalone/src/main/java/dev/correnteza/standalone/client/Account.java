package dev.correnteza.standalone.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An account at a gateway, with what its gateway has to know.
 *
 * @param webhookUrl address for the gateway, with a secret in it
 * @param signingSecrets what the gateway proves itself with, the newest first
 */
public record Account(
        String tenantId,
        String accountId,
        String gateway,
        String status,
        String webhookUrl,
        List<String> signingSecrets) {

    static Account of(JsonNode json) {
        return new Account(
                json.path("tenantId").asString(""),
                json.path("accountId").asString(""),
                json.path("gateway").asString(""),
                json.path("status").asString(""),
                json.path("webhookUrl").asString(""),
                json.path("signingSecrets")
                        .valueStream()
                        .map(secret -> secret.asString(""))
                        .toList());
    }

    @Override
    public String toString() {
        return "Account[" + accountId + ", " + gateway + ", " + status + ", ***]";
    }
}
