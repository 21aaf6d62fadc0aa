package dev.correnteza.tracking.meta;

import dev.correnteza.events.value.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale, as Meta is told of it.
 *
 * @param eventId one per pixel and payment
 * @param happenedAt not in the future; reported in seconds
 * @param sourceUrl page of the sale, without personal data; needed for website events
 */
public record Purchase(
        UUID eventId,
        String orderId,
        Instant happenedAt,
        Money amount,
        List<Line> lines,
        ActionSource actionSource,
        @Nullable String sourceUrl) {

    public static final String EVENT_NAME = "Purchase";

    /**
     * One position of the sale.
     *
     * @param unitMinor price of one in minor units of the sale's currency; {@code null} where not stated
     */
    public record Line(String id, int quantity, @Nullable Long unitMinor) {}

    /** The event to send. */
    public ServerEvent toEvent(UserData userData) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event_name", EVENT_NAME);
        event.put("event_time", happenedAt.getEpochSecond());
        event.put("event_id", eventId.toString());
        event.put("action_source", actionSource.wireName());
        if (sourceUrl != null) {
            event.put("event_source_url", sourceUrl);
        }
        event.put("user_data", userData.values());
        event.put("custom_data", customData());
        return new ServerEvent(
                ServerEvent.JSON.writeValueAsString(event), userData.values().keySet());
    }

    private Map<String, Object> customData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("value", major(amount.minor()));
        data.put("currency", amount.currency());
        data.put("order_id", orderId);
        if (!lines.isEmpty()) {
            data.put("content_type", "product");
            data.put("content_ids", lines.stream().map(Line::id).distinct().toList());
            data.put("contents", contents());
        }
        return data;
    }

    private List<Map<String, Object>> contents() {
        List<Map<String, Object>> contents = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> content = new LinkedHashMap<>();
            content.put("id", line.id());
            content.put("quantity", line.quantity());
            if (line.unitMinor() != null) {
                content.put("item_price", major(line.unitMinor()));
            }
            contents.add(content);
        }
        return contents;
    }

    private BigDecimal major(long minor) {
        return BigDecimal.valueOf(minor, Money.digits(amount.currency()).orElseThrow());
    }
}
