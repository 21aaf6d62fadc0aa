package dev.correnteza.processor.account;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.processor.page.BadRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a gateway would send it.
 *
 * @param headers by name in any case
 * @param query decoded parameters
 * @param body in base64; the bytes count
 */
record SampleRequest(
        @Nullable Map<String, @Nullable String> headers,
        @Nullable Map<String, @Nullable String> query,
        @Nullable String body) {

    ReceivedWebhook received(Account account) {
        Map<String, String> byName = new HashMap<>();
        checked("headers", headers).forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
        return new ReceivedWebhook(account, byName, checked("query", query), bytes());
    }

    private byte[] bytes() {
        if (body == null) {
            throw new BadRequest("body", "the request's body in base64");
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("body", "base64");
        }
    }

    private static Map<String, String> checked(String name, @Nullable Map<String, @Nullable String> texts) {
        Map<String, String> checked = new HashMap<>();
        if (texts != null) {
            texts.forEach((key, value) -> {
                if (value == null) {
                    throw new BadRequest(name, "a text for each name");
                }
                checked.put(key, value);
            });
        }
        return checked;
    }

    @Override
    public String toString() {
        return "SampleRequest[***]";
    }
}
