package dev.correnteza.gateways.kiwify;

import dev.correnteza.gateways.payload.JsonPayload;

/** Where the order stands: at the root, or alone under {@code order}. */
final class KiwifyEnvelope {
    private static final String INNER = "order";

    private KiwifyEnvelope() {}

    static boolean isWrapped(JsonPayload body) {
        return body.at(INNER).isPresent();
    }

    /** The inner object wherever there is one: it may be all that was signed. */
    static JsonPayload open(JsonPayload body) {
        return isWrapped(body) ? body.at(INNER) : body;
    }
}
