package dev.correnteza.bench.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.correnteza.bench.processing.SaleEvents.Event;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.type.EventType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaleEventsTest {
    private static final int EVENTS = 20_000;

    @Test
    void areHalfNewHalfChangesAndATenthRepeated() throws UndecodableRecord {
        SaleEvents events = new SaleEvents(1);
        Set<String> seen = new HashSet<>();
        int born = 0;
        for (int i = 0; i < EVENTS; i++) {
            PaymentEvent event = decoded(events.next());
            if (seen.add(event.getEventId()) && event.getType().equals(EventType.PAYMENT_PENDING)) {
                born++;
            }
        }

        assertThat((double) (EVENTS - seen.size()) / EVENTS).isCloseTo(0.1, within(0.01));
        assertThat((double) born / seen.size()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void areTheSameForTheSameSeed() {
        SaleEvents one = new SaleEvents(2);
        SaleEvents other = new SaleEvents(2);

        for (int i = 0; i < 100; i++) {
            assertThat(one.next().value()).isEqualTo(other.next().value());
        }
    }

    private static PaymentEvent decoded(Event event) throws UndecodableRecord {
        return AvroCodec.of(PaymentEvent.class).decode(event.value());
    }
}
