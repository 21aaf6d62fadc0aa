package dev.correnteza.processor.decision;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.deadletter.EventJson;
import dev.correnteza.processor.page.BadRequest;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event and what somebody made of it.
 *
 * @param before as it is
 * @param after as it is to be
 * @param changes from one to the other, as a JSON Patch; a list that changed is replaced whole
 */
record Mending(PaymentEvent event, ObjectNode before, JsonNode after, ArrayNode changes) {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What makes it this fact of this account: mending says what happened, not to whom. */
    private static final List<String> IDENTITY = List.of("eventId", "tenantId", "accountId", "gateway");

    /** @throws BadRequest when the patch does not fit, or makes of it what is no event */
    static Mending of(PaymentEvent event, EventPatch patch) {
        ObjectNode before = EventJson.of(event);
        JsonNode after = patch.apply(before);
        if (IDENTITY.stream().anyMatch(name -> !before.path(name).equals(after.path(name)))) {
            throw new BadRequest("patch", "no change of " + String.join(", ", IDENTITY));
        }
        try {
            ArrayNode changes = JsonNodeFactory.instance.arrayNode();
            // Read as the other one was: a number is equal only to one of its kind.
            compare(JSON.readTree(before.toString()), after, "", changes);
            return new Mending(EventJson.read(after), before, after, changes);
        } catch (ArithmeticException e) {
            throw new BadRequest("patch", "numbers that an event can hold");
        } catch (IllegalArgumentException e) {
            throw new BadRequest("patch: " + e.getMessage(), "what an event can hold");
        }
    }

    private static void compare(JsonNode before, JsonNode after, String path, ArrayNode changes) {
        TreeSet<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            JsonNode old = before.get(name);
            JsonNode now = after.get(name);
            String at = path + "/" + name.replace("~", "~0").replace("/", "~1");
            if (old == null) {
                changes.addObject().put("op", "add").put("path", at).set("value", now);
            } else if (now == null) {
                changes.addObject().put("op", "remove").put("path", at);
            } else if (old.isObject() && now.isObject()) {
                compare(old, now, at, changes);
            } else if (!old.equals(now)) {
                changes.addObject().put("op", "replace").put("path", at).set("value", now);
            }
        }
    }

    @Override
    public String toString() {
        return "Mending[" + event.getEventId() + "]";
    }
}
