package dev.correnteza.tracking.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.value.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseTest {
    private static final UUID EVENT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UserData USER = new UserData(Map.of("fbc", "fb.1.1770000000000.IwAR_x"));

    @Test
    void writesWhatMetaDocuments() {
        Purchase purchase = new Purchase(
                EVENT,
                "pay_1",
                Instant.parse("2026-02-02T04:10:25Z"),
                new Money(19790, "BRL"),
                List.of(new Purchase.Line("a", 2, 9895L), new Purchase.Line("a", 1, null)),
                ActionSource.WEBSITE,
                "https://example.com.br/r");

        assertThat(purchase.toEvent(USER).json()).isEqualTo("""
                        {"event_name":"Purchase","event_time":1770005425,"event_id":"00000000-0000-4000-8000-000000000001",\
                        "action_source":"website","event_source_url":"https://example.com.br/r",\
                        "user_data":{"fbc":"fb.1.1770000000000.IwAR_x"},\
                        "custom_data":{"value":197.90,"currency":"BRL","order_id":"pay_1","content_type":"product",\
                        "content_ids":["a"],"contents":[{"id":"a","quantity":2,"item_price":98.95},{"id":"a","quantity":1}]}}""");
    }

    @ParameterizedTest
    @CsvSource({
        "26214399,BRL,262143.99",
        "123456789,BRL,1234567.89",
        "1000000000,BRL,10000000.00",
        "0,BRL,0.00",
        "1050,JPY,1050",
        "1050,KWD,1.050",
        "9223372036854775807,BRL,92233720368547758.07"
    })
    void keepsEveryDigitOfTheAmount(long minor, String currency, String value) {
        Purchase purchase = new Purchase(
                EVENT, "pay_1", Instant.EPOCH, new Money(minor, currency), List.of(), ActionSource.CHAT, null);

        String json = purchase.toEvent(USER).json();

        assertThat(json).contains("\"value\":" + value + ",\"currency\"").doesNotContain("content");
    }

    @Test
    void losesNothingButTheClickId() {
        Purchase purchase = new Purchase(
                EVENT, "pay_1", Instant.EPOCH, new Money(1000000000, "BRL"), List.of(), ActionSource.CHAT, null);
        String json = purchase.toEvent(USER).json();

        ServerEvent without = ServerEvent.withoutClickId(json);

        assertThat(without.json()).isEqualTo(json.replace("\"fbc\":\"fb.1.1770000000000.IwAR_x\"", ""));
        assertThat(without.matchKeys()).isEmpty();
    }
}
