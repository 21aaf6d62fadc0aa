package dev.correnteza.backfill.replay;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which records a replay is about. All conditions must hold; the tenant's always does.
 *
 * @param tenantId whose records
 * @param accountId {@code null} for all of the tenant's accounts
 * @param gateway {@code null} for all
 * @param type canonical type; {@code null} for all
 * @param from record timestamps from here, included; {@code null} from the beginning
 * @param to record timestamps until here, excluded; {@code null} until the end
 */
record ReplayFilter(
        String tenantId,
        @Nullable String accountId,
        @Nullable String gateway,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** @param timestampMs the record's, epoch milliseconds */
    boolean covers(long timestampMs) {
        Instant timestamp = Instant.ofEpochMilli(timestampMs);
        return (from == null || !timestamp.isBefore(from)) && (to == null || timestamp.isBefore(to));
    }

    /**
     * Whether the headers alone rule a record out. What they leave open the value decides, which is decoded anyway before it is
     * written: headers save the decoding of what is not wanted, and nothing else depends on them.
     */
    boolean ruledOutBy(Headers headers) {
        return differs(headers, RecordHeaders.TENANT_ID, tenantId)
                || differs(headers, RecordHeaders.ACCOUNT_ID, accountId)
                || differs(headers, RecordHeaders.GATEWAY, gateway)
                || differs(headers, RecordHeaders.TYPE, type);
    }

    boolean matches(PaymentEvent event) {
        return tenantId.equals(event.getTenantId())
                && (accountId == null || accountId.equals(event.getAccountId()))
                && (gateway == null || gateway.equals(event.getGateway()))
                && (type == null || type.equals(event.getType()));
    }

    private static boolean differs(Headers headers, String name, @Nullable String wanted) {
        if (wanted == null) {
            return false;
        }
        @Nullable Header header = headers.lastHeader(name);
        byte @Nullable [] value = header == null ? null : header.value();
        if (value == null || value.length > RecordHeaders.MAX_VALUE_BYTES) {
            return false;
        }
        return !wanted.equals(new String(value, StandardCharsets.UTF_8));
    }
}
