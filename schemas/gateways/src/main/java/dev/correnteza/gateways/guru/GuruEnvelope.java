package dev.correnteza.gateways.guru;

import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** The delivery around a payload, where there is one: what stands in it belongs to the delivery, not to the fact. */
final class GuruEnvelope {
    private static final String TOKEN = "api_token";
    private static final String TYPE = "webhook_type";

    private final JsonPayload body;
    private final JsonPayload payload;

    GuruEnvelope(JsonPayload body) {
        JsonPayload inner = body.at("payload");
        this.body = body;
        this.payload = inner.isPresent() ? inner : body;
    }

    JsonPayload payload() {
        return payload;
    }

    /** The account's token; {@code null} where none came along. */
    @Nullable
    String token() {
        @Nullable String inner = payload.text(TOKEN);
        return inner == null ? body.text(TOKEN) : inner;
    }

    String webhookType() {
        @Nullable String inner = payload.text(TYPE);
        return inner == null ? body.requiredText(TYPE) : inner;
    }
}
