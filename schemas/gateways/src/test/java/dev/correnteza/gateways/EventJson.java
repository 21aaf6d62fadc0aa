package dev.correnteza.gateways;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Results as the JSON of golden files: every field but the raw request, and only those that say something. */
public final class EventJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventJson() {}

    /** Pretty-printed JSON of a result. */
    public static String of(Normalization normalization) {
        ObjectNode root = NODES.objectNode();
        switch (normalization) {
            case Understood(var events) -> root.set("events", array(events));
            case PartlyUnderstood(var events, NotUnderstood(Reason reason, var detail)) -> {
                root.set("events", array(events));
                root.put("notUnderstood", reason.name());
                root.put("detail", detail);
            }
            case Notified(var notification) -> root.set("notification", record(notification));
            case NotUnderstood refusal -> {
                root.put("notUnderstood", refusal.reason().name());
                root.put("detail", refusal.detail());
            }
            case TooComplex() -> root.put("tooComplex", true);
        }
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static ArrayNode array(List<PaymentEvent> events) {
        ArrayNode array = NODES.arrayNode();
        events.forEach(event -> array.add(record(event)));
        return array;
    }

    private static ObjectNode record(SpecificRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            boolean saysNothing = value == null
                    || field.name().equals("raw")
                    || (value instanceof Collection<?> collection && collection.isEmpty());
            if (!saysNothing) {
                object.set(field.name(), node(value));
            }
        }
        return object;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case SpecificRecord record -> record(record);
            case Collection<?> elements -> {
                ArrayNode array = NODES.arrayNode();
                elements.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, element) -> object.set(key.toString(), node(element)));
                yield object;
            }
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Instant instant -> NODES.stringNode(instant.toString());
            default -> NODES.stringNode(value.toString());
        };
    }
}
