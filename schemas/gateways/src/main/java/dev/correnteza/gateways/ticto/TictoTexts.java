package dev.correnteza.gateways.ticto;

import dev.correnteza.gateways.payload.JsonPayload;
import org.jspecify.annotations.Nullable;

/** Texts of Ticto's payloads, where the absent is spelled out. */
final class TictoTexts {
    private static final String ABSENT = "Não Informado";

    private TictoTexts() {}

    /** A text; {@code null} where absent, blank, or said to be absent. */
    static @Nullable String text(JsonPayload payload, String name) {
        @Nullable String text = payload.text(name);
        return ABSENT.equalsIgnoreCase(text) ? null : text;
    }

    /** The first of the two that says something. */
    static @Nullable String text(JsonPayload payload, JsonPayload otherwise, String name) {
        @Nullable String text = text(payload, name);
        return text == null ? text(otherwise, name) : text;
    }
}
