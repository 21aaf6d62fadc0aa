package dev.correnteza.simulator.meta;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of an event that was taken: nothing of the person but the names of the keys.
 *
 * @param value {@code custom_data.value} as it was written
 * @param userDataKeys in alphabetical order
 */
public record AcceptedConversion(
        String datasetId,
        @JsonProperty("event_name") String eventName,
        @JsonProperty("event_id") @Nullable String eventId,
        @JsonProperty("event_time") long eventTime,
        @JsonProperty("action_source") String actionSource,
        @Nullable String value,
        @Nullable String currency,
        @JsonProperty("order_id") @Nullable String orderId,
        @JsonProperty("user_data_keys") List<String> userDataKeys,
        @JsonProperty("received_at") Instant receivedAt) {

    static AcceptedConversion of(String datasetId, JsonNode event, Instant receivedAt) {
        JsonNode customData = event.path("custom_data");
        return new AcceptedConversion(
                datasetId,
                event.path("event_name").asString(),
                text(event.path("event_id")),
                event.path("event_time").asLong(),
                event.path("action_source").asString(),
                text(customData.path("value")),
                text(customData.path("currency")),
                text(customData.path("order_id")),
                event.path("user_data").propertyNames().stream().sorted().toList(),
                receivedAt);
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return node.isString() ? node.asString() : null;
    }
}
