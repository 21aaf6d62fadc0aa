package dev.correnteza.backfill.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.backfill.lane.EventRecords;
import dev.correnteza.events.PaymentEvent;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplayFilterTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");
    private static final ReplayFilter OF_TENANT = new ReplayFilter("t1", null, null, null, null, null);
    private static final ReplayFilter NARROW = new ReplayFilter("t1", "a1", "hotmart", "payment.paid", FROM, TO);

    @Test
    void rulesOutByHeadersWhateverConditionFails() {
        assertThat(NARROW.ruledOutBy(headers("t1", "a1", "hotmart", "payment.paid")))
                .isFalse();
        assertThat(NARROW.ruledOutBy(headers("t2", "a1", "hotmart", "payment.paid")))
                .isTrue();
        assertThat(NARROW.ruledOutBy(headers("t1", "a2", "hotmart", "payment.paid")))
                .isTrue();
        assertThat(NARROW.ruledOutBy(headers("t1", "a1", "ticto", "payment.paid")))
                .isTrue();
        assertThat(NARROW.ruledOutBy(headers("t1", "a1", "hotmart", "payment.refunded")))
                .isTrue();
        assertThat(OF_TENANT.ruledOutBy(headers("t2", "a1", "hotmart", "payment.paid")))
                .isTrue();
    }

    @Test
    void leavesARecordWithoutHeadersToItsValue() {
        assertThat(NARROW.ruledOutBy(new RecordHeaders())).isFalse();
    }

    @Test
    void takesAHeaderThatIsTooLongAsAbsent() {
        assertThat(OF_TENANT.ruledOutBy(headers("t".repeat(257), "a1", "hotmart", "payment.paid")))
                .isFalse();
        assertThat(OF_TENANT.ruledOutBy(headers("t".repeat(256), "a1", "hotmart", "payment.paid")))
                .isTrue();
    }

    @Test
    void matchesTheValueByAllConditions() {
        assertThat(NARROW.matches(event("t1", "a1", "hotmart", "payment.paid"))).isTrue();
        assertThat(NARROW.matches(event("t2", "a1", "hotmart", "payment.paid"))).isFalse();
        assertThat(NARROW.matches(event("t1", "a2", "hotmart", "payment.paid"))).isFalse();
        assertThat(NARROW.matches(event("t1", "a1", "ticto", "payment.paid"))).isFalse();
        assertThat(NARROW.matches(event("t1", "a1", "hotmart", "payment.refunded")))
                .isFalse();
        assertThat(OF_TENANT.matches(event("t2", "a1", "hotmart", "payment.paid")))
                .isFalse();
    }

    @Test
    void coversItsFirstInstantAndNotItsLast() {
        assertThat(NARROW.covers(FROM.toEpochMilli() - 1)).isFalse();
        assertThat(NARROW.covers(FROM.toEpochMilli())).isTrue();
        assertThat(NARROW.covers(TO.toEpochMilli() - 1)).isTrue();
        assertThat(NARROW.covers(TO.toEpochMilli())).isFalse();
        assertThat(OF_TENANT.covers(0)).isTrue();
    }

    private static Headers headers(String tenant, String account, String gateway, String type) {
        return new RecordHeaders(EventRecords.headers(event(tenant, account, gateway, type)));
    }

    private static PaymentEvent event(String tenant, String account, String gateway, String type) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId("00000000-0000-8000-8000-000000000001");
        event.setTenantId(tenant);
        event.setAccountId(account);
        event.setGateway(gateway);
        event.setType(type);
        return event;
    }
}
