package dev.correnteza.bench.processing;

import dev.correnteza.bench.webhook.WebhookSource;
import dev.correnteza.events.Address;
import dev.correnteza.events.Attribution;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.type.EventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Events as they stand in the topic, raw body inside: half are the first notice of a new payment, half a change of any that is known
 * already, and one in ten of all is a repeat. Every third customer buys again, every second sale charges a subscription. The same seed
 * gives the same events.
 */
final class SaleEvents {
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TENANT = "tenant-bench";
    private static final String ACCOUNT = "account-bench";
    private static final int ONE_REPEATED_IN = 10;
    private static final int REMEMBERED = 10_000;
    private static final int ATTEMPTS = 20;
    private static final int CHARGES_PER_SUBSCRIPTION = 4;
    private static final int DISTINCT_BODIES = 100;

    private static final List<String> COURSE = List.of(
            EventType.PAYMENT_PENDING,
            EventType.PAYMENT_PAID,
            EventType.PAYMENT_REFUND_REQUESTED,
            EventType.PAYMENT_REFUNDED);

    private final Random random;
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Event> recent = new ArrayList<>();
    private byte[] told = new byte[1 << 16];
    private int sales;

    SaleEvents(long seed) {
        this.random = new Random(seed);
        WebhookSource.paidHotmartSales(DISTINCT_BODIES)
                .forEach(webhook -> bodies.add(webhook.sample().body()));
    }

    /** A record as ingest-service writes it, and the sale that it is about. */
    record Event(String key, byte[] value, List<Header> headers, int sale) {
        ProducerRecord<String, byte[]> to(String topic) {
            return new ProducerRecord<>(topic, null, key, value, headers);
        }

        @Override
        public String toString() {
            return "Event[" + key + "]";
        }
    }

    Event next() {
        if (!recent.isEmpty() && random.nextInt(ONE_REPEATED_IN) == 0) {
            return recent.get(random.nextInt(recent.size()));
        }
        Event event = sales == 0 || random.nextBoolean() ? first() : change();
        if (recent.size() < REMEMBERED) {
            recent.add(event);
        } else {
            recent.set(random.nextInt(REMEMBERED), event);
        }
        return event;
    }

    /** First notice of a payment that nobody knows. */
    Event first() {
        if (sales == told.length) {
            told = java.util.Arrays.copyOf(told, told.length * 2);
        }
        return event(sales++);
    }

    private Event change() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int sale = random.nextInt(sales);
            // Those that came to their end are left alone.
            if (told[sale] < COURSE.size()) {
                return event(sale);
            }
        }
        return first();
    }

    private Event event(int sale) {
        int step = told[sale]++;
        PaymentEvent event = new PaymentEvent();
        String transaction = "HP%012d".formatted(sale);
        String type = COURSE.get(step);
        event.setEventId(EventId.once(ACCOUNT, transaction, type).toString());
        event.setTenantId(TENANT);
        event.setAccountId(ACCOUNT);
        event.setGateway("hotmart");
        event.setLane(Lane.LIVE);
        event.setType(type);
        event.setGatewayEventType("PURCHASE_" + step);
        event.setOccurredAt(START.plus(Duration.ofSeconds(sale)).plus(Duration.ofHours(step)));
        event.setReceivedAt(event.getOccurredAt().plusSeconds(1));
        event.setWebhookToken(new UUID(sale, ~(long) sale).toString());
        event.setGatewayTransactionId(transaction);
        event.setAmountMinor(9_900L + sale % 1_000);
        event.setNetAmountMinor(9_000L + sale % 1_000);
        event.setFeeAmountMinor(900L);
        event.setCurrency("BRL");
        event.setMethod(PaymentMethod.PIX);
        event.setInstallments(1);
        event.setCustomer(customer(sale % 3 == 2 ? sale - 1 : sale));
        event.setItems(List.of(item(sale)));
        if (sale % 2 == 0) {
            event.setSubscription(subscription(sale / (2 * CHARGES_PER_SUBSCRIPTION)));
        }
        Attribution attribution = new Attribution();
        attribution.setUtmSource("facebook");
        attribution.setUtmCampaign("campaign-" + sale % 50);
        event.setAttribution(attribution);
        event.setRaw(new RawWebhook(
                "application/json",
                Map.of("user-agent", "bench"),
                null,
                ByteBuffer.wrap(bodies.get(sale % bodies.size())),
                1));
        return new Event(CorrelationKey.of(event), CODEC.encode(event), headers(event), sale);
    }

    private static List<Header> headers(PaymentEvent event) {
        return List.of(
                header(RecordHeaders.TENANT_ID, event.getTenantId()),
                header(RecordHeaders.ACCOUNT_ID, event.getAccountId()),
                header(RecordHeaders.GATEWAY, event.getGateway()),
                header(RecordHeaders.TYPE, event.getType()),
                header(RecordHeaders.EVENT_ID, event.getEventId()));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Customer customer(int number) {
        Customer customer = new Customer();
        customer.setName("Customer " + number);
        customer.setEmail("customer-" + number + "@example.com");
        customer.setDocument("%011d".formatted(number));
        customer.setDocumentType(DocumentType.CPF);
        customer.setPhone("+5511%09d".formatted(number));
        Address address = new Address();
        address.setCountry("BR");
        customer.setAddress(address);
        return customer;
    }

    private static Item item(int sale) {
        Item item = new Item();
        item.setProductId("product-" + sale % 20);
        item.setName("Course " + sale % 20);
        item.setQuantity(1);
        return item;
    }

    private static Subscription subscription(int number) {
        Subscription subscription = new Subscription();
        subscription.setId("sub-%09d".formatted(number));
        subscription.setPlan("monthly");
        subscription.setInterval(SubscriptionInterval.MONTH);
        subscription.setIntervalCount(1);
        return subscription;
    }
}
