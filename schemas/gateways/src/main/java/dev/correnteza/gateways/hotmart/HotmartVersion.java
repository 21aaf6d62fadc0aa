package dev.correnteza.gateways.hotmart;

import dev.correnteza.gateways.payload.JsonPayload;

/** Tells Hotmart's two kinds of webhook apart. */
final class HotmartVersion {
    private HotmartVersion() {}

    /** Whether it is an envelope of 2.0.0; the flat postback of 1.0.0 has none of its names. */
    static boolean isCurrent(JsonPayload payload) {
        return payload.has("event") || payload.has("data") || payload.has("version");
    }
}
