package dev.correnteza.processor.decision;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.deadletter.EventJson;
import dev.correnteza.processor.page.BadRequest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event and what somebody made of it.
 *
 * @param before as it is
 * @param after as it is to be
 * @param changes from one to the other, as a JSON Patch
 */
record Mending(PaymentEvent event, ObjectNode before, JsonNode after, JsonNode changes) {
    private static final int MOST_OPERATIONS = 100;
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What makes it this fact of this account: mending says what happened, not to whom. */
    private static final List<String> IDENTITY = List.of("eventId", "tenantId", "accountId", "gateway");

    /**
     * @param patch JSON Patch (RFC 6902) of the event as the API shows it
     * @throws BadRequest when it is none, does not fit, or makes of it what is no event
     */
    static Mending of(PaymentEvent event, @Nullable JsonNode patch) {
        if (patch == null || !patch.isArray() || patch.isEmpty() || patch.size() > MOST_OPERATIONS) {
            throw new BadRequest("patch", "a JSON Patch of 1 to " + MOST_OPERATIONS + " operations");
        }
        ObjectNode before = EventJson.of(event);
        try {
            JsonObject source = object(before.toString());
            JsonObject target = Json.createPatch(array(patch.toString())).apply(source);
            JsonNode after = JSON.readTree(target.toString());
            if (IDENTITY.stream().anyMatch(name -> !before.path(name).equals(after.path(name)))) {
                throw new BadRequest("patch", "no change of " + String.join(", ", IDENTITY));
            }
            JsonNode changes =
                    JSON.readTree(Json.createDiff(source, target).toJsonArray().toString());
            return new Mending(EventJson.read(after), before, after, changes);
        } catch (JsonException | ClassCastException e) {
            throw new BadRequest("patch", "operations of RFC 6902 that fit the event");
        } catch (ArithmeticException e) {
            throw new BadRequest("patch", "numbers that an event can hold");
        } catch (IllegalArgumentException e) {
            throw new BadRequest("patch: " + e.getMessage(), "what an event can hold");
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    @Override
    public String toString() {
        return "Mending[" + event.getEventId() + "]";
    }
}
