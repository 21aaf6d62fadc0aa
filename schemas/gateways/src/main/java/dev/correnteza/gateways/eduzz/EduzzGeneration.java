package dev.correnteza.gateways.eduzz;

import dev.correnteza.gateways.payload.JsonPayload;

/** Which generation of webhooks a body belongs to: they differ in every name and in how they prove themselves. */
final class EduzzGeneration {
    private EduzzGeneration() {}

    /** The second one, which names its event at the root and has no envelope. */
    static boolean isLegacy(JsonPayload body) {
        return body.has("event_name") && !body.has("event") && !body.has("data");
    }
}
