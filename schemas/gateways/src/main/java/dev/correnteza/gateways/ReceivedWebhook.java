package dev.correnteza.gateways;

import dev.correnteza.gateways.payload.FormPayload;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came in. Nothing in it is believed before it was verified. Not thread-safe. */
public final class ReceivedWebhook {
    private final Account account;
    private final Map<String, String> headers;
    private final Map<String, String> query;
    private final byte[] body;
    private @Nullable JsonPayload payload;

    /**
     * @param account that the address names
     * @param headers by lower-case name; of a repeated header the values joined by a comma
     * @param query decoded query parameters; of a repeated one the first
     * @param body as received; not copied, must not change
     */
    public ReceivedWebhook(Account account, Map<String, String> headers, Map<String, String> query, byte[] body) {
        this.account = account;
        this.headers = Map.copyOf(headers);
        this.query = Map.copyOf(query);
        this.body = body;
    }

    public Account account() {
        return account;
    }

    /** @param name in any case; {@code null} when the request has no such header */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** All headers by lower-case name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Decoded query parameters. */
    public Map<String, String> query() {
        return query;
    }

    /** The body as received; must not be changed. */
    public byte[] body() {
        return body;
    }

    /** The body as JSON, parsed once however often it is asked for. */
    public JsonPayload json() throws UnreadablePayload {
        if (payload == null) {
            payload = JsonPayload.parse(body);
        }
        return payload;
    }

    /** The body as JSON where its first byte says so, else as a form: what the content type says is not always true. */
    public JsonPayload jsonOrForm() throws UnreadablePayload {
        if (payload == null) {
            payload = looksLikeJson() ? JsonPayload.parse(body) : FormPayload.parse(body);
        }
        return payload;
    }

    private boolean looksLikeJson() {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }
}
