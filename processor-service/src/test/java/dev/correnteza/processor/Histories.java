package dev.correnteza.processor;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Events as gateways might send them: made up, seeded, with equal instants and missing fields. */
public final class Histories {
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MINUTES = 6;
    private static final int PEOPLE = 40;

    private static final List<String> PAYMENT_TYPES =
            EventType.ALL.stream().filter(EventType::concernsPayment).sorted().toList();

    private static final List<String> SUBSCRIPTION_TYPES = EventType.ALL.stream()
            .filter(type -> EventType.concernsSubscription(type) || type.equals(EventType.PAYMENT_PAID))
            .sorted()
            .toList();

    private Histories() {}

    /** An event of a type, at a minute of the history; nothing else is known. */
    public static PaymentEvent event(String type, int minute) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId(UUID.randomUUID().toString());
        event.setTenantId("tenant-1");
        event.setAccountId("account-1");
        event.setGateway("hotmart");
        event.setLane(Lane.LIVE);
        event.setType(type);
        event.setOccurredAt(START.plus(Duration.ofMinutes(minute)));
        event.setReceivedAt(START.plus(Duration.ofDays(1)));
        event.setMethod(PaymentMethod.UNKNOWN);
        event.setItems(List.of());
        return event;
    }

    /** One payment: any types in any order, some at the same instant, each with a part of what can be told. */
    public static List<PaymentEvent> ofPayment(Random random) {
        String transaction = "HP" + Long.toUnsignedString(random.nextLong(), 36);
        String token = random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()).toString() : null;
        boolean isForwarded = random.nextInt(4) == 0;
        Customer person = person(random.nextInt(PEOPLE));
        Subscription subscription = random.nextInt(3) == 0 ? subscription(random) : null;
        return IntStream.rangeClosed(1, 1 + random.nextInt(12))
                .mapToObj(i -> {
                    PaymentEvent event = event(random, PAYMENT_TYPES);
                    event.setGatewayTransactionId(transaction);
                    event.setWebhookToken(random.nextBoolean() ? token : null);
                    if (isForwarded && random.nextBoolean()) {
                        forward(event);
                    }
                    event.setCustomer(random.nextInt(3) == 0 ? null : partOf(person, random));
                    event.setSubscription(random.nextBoolean() ? subscription : null);
                    return event;
                })
                .toList();
    }

    /** One subscription: its own events and charges of it. */
    public static List<PaymentEvent> ofSubscription(Random random) {
        String id = "sub-" + Long.toUnsignedString(random.nextLong(), 36);
        return IntStream.rangeClosed(1, 1 + random.nextInt(12))
                .mapToObj(i -> {
                    PaymentEvent event = event(random, SUBSCRIPTION_TYPES);
                    event.setGatewayTransactionId(random.nextInt(4) == 0 ? null : "HP" + random.nextInt(4) + id);
                    Subscription told = subscription(random);
                    told.setId(id);
                    event.setSubscription(told);
                    return event;
                })
                .toList();
    }

    /** Makes it the notice of a gateway that stands in front of the one where the sale was made. */
    public static void forward(PaymentEvent event) {
        event.setOriginGateway(event.getGateway());
        event.setOriginTransactionId(event.getGatewayTransactionId());
        event.setGateway("guru");
        event.setAccountId("guru-" + event.getAccountId());
        event.setGatewayTransactionId("guru-" + event.getGatewayTransactionId());
    }

    /** The same events in another order, each once or more. */
    public static List<PaymentEvent> rearranged(List<PaymentEvent> events, Random random) {
        List<PaymentEvent> rearranged = new ArrayList<>(events);
        for (int i = random.nextInt(events.size() + 1); i > 0; i--) {
            rearranged.add(copy(events.get(random.nextInt(events.size()))));
        }
        Collections.shuffle(rearranged, random);
        return rearranged;
    }

    /** Two copies of a fact, each of which may leave out what the other one tells; the name that a payment is born with both have. */
    public static List<PaymentEvent> copies(PaymentEvent event, Random random) {
        List<PaymentEvent> copies = List.of(copy(event), copy(event));
        List<Consumer<PaymentEvent>> partsLeftOut = List.of(
                copy -> {
                    copy.setAmountMinor(null);
                    copy.setNetAmountMinor(null);
                    copy.setFeeAmountMinor(null);
                    copy.setRefundedAmountMinor(null);
                    copy.setCurrency(null);
                },
                copy -> copy.setMethod(PaymentMethod.UNKNOWN),
                copy -> copy.setInstallments(null),
                copy -> {
                    if (copy.getGatewayTransactionId() != null) {
                        copy.setWebhookToken(null);
                        copy.setExternalReference(null);
                    }
                },
                copy -> copy.setTrackingToken(null),
                copy -> copy.setItems(List.of()),
                copy -> copy.setCustomer(null),
                copy -> copy.setSubscription(null));
        for (Consumer<PaymentEvent> leaveOut : partsLeftOut) {
            int which = random.nextInt(3);
            if (which < copies.size()) {
                leaveOut.accept(copies.get(which));
            }
        }
        return copies;
    }

    public static PaymentEvent copy(PaymentEvent event) {
        try {
            return CODEC.decode(CODEC.encode(event));
        } catch (UndecodableRecord e) {
            throw new IllegalStateException(e);
        }
    }

    private static PaymentEvent event(Random random, List<String> types) {
        PaymentEvent event = event(types.get(random.nextInt(types.size())), random.nextInt(MINUTES));
        event.setEventId(new UUID(random.nextLong(), random.nextLong()).toString());
        if (random.nextInt(3) > 0) {
            event.setAmountMinor(1_000L + random.nextInt(3));
            event.setCurrency("BRL");
        }
        if (random.nextInt(3) == 0) {
            event.setNetAmountMinor(900L + random.nextInt(3));
            event.setFeeAmountMinor(100L + random.nextInt(3));
        }
        if (random.nextInt(3) > 0) {
            event.setRefundedAmountMinor(200L + random.nextInt(400));
        }
        event.setMethod(PaymentMethod.values()[random.nextInt(PaymentMethod.values().length)]);
        event.setInstallments(random.nextBoolean() ? 1 + random.nextInt(12) : null);
        event.setExternalReference(random.nextInt(4) == 0 ? "ref-" + random.nextLong() : null);
        event.setTrackingToken(random.nextInt(4) == 0 ? "click-" + random.nextInt(3) : null);
        event.setItems(random.nextBoolean() ? List.of() : List.of(item(random)));
        return event;
    }

    private static Item item(Random random) {
        Item item = new Item();
        item.setProductId("product-" + random.nextInt(3));
        item.setName("Course");
        return item;
    }

    private static Customer person(int which) {
        String number = "%011d".formatted(90_000_000_000L + which);
        Customer person = new Customer();
        person.setName("Customer " + number);
        person.setEmail("c" + number + "@example.com");
        person.setDocument(number);
        person.setDocumentType(DocumentType.CPF);
        person.setPhone("+55" + number);
        return person;
    }

    private static Customer partOf(Customer person, Random random) {
        Customer part = new Customer();
        part.setName(random.nextBoolean() ? person.getName() + " " + random.nextInt(3) : null);
        part.setEmail(random.nextBoolean() ? random.nextInt(3) + person.getEmail() : null);
        part.setPhone(random.nextInt(3) == 0 ? person.getPhone() : null);
        part.setDocumentType(DocumentType.UNKNOWN);
        if (random.nextInt(3) == 0) {
            part.setDocument(person.getDocument());
            part.setDocumentType(person.getDocumentType());
        }
        return part;
    }

    private static Subscription subscription(Random random) {
        Subscription subscription = new Subscription();
        subscription.setId("sub-" + Long.toUnsignedString(random.nextLong(), 36));
        subscription.setPlan(random.nextBoolean() ? "plan-" + random.nextInt(3) : null);
        subscription.setInterval(SubscriptionInterval.values()[random.nextInt(SubscriptionInterval.values().length)]);
        subscription.setIntervalCount(random.nextBoolean() ? 1 + random.nextInt(3) : null);
        subscription.setCycleNumber(random.nextBoolean() ? 1 + random.nextInt(5) : null);
        subscription.setStartedAt(random.nextBoolean() ? time(random) : null);
        subscription.setNextChargeAt(random.nextBoolean() ? time(random) : null);
        subscription.setExpiresAt(random.nextBoolean() ? time(random) : null);
        return subscription;
    }

    private static Instant time(Random random) {
        return START.plus(Duration.ofDays(random.nextInt(60)));
    }
}
