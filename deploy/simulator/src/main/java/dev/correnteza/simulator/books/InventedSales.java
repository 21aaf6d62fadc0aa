package dev.correnteza.simulator.books;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sales and subscriptions of one tenant, invented from a seed: types in any order, equal instants, missing fields, names of a
 * payment that travel on some of its events only, forwarded sales, renewals that bring the token of the first sale. People have one
 * document each and share no address: who is told of does not depend on the order of arrival.
 */
public final class InventedSales {
    // Late enough that Sao Paulo keeps one clock, early enough that two years of charges are over.
    private static final Instant START = Instant.parse("2024-01-30T12:00:00Z");
    private static final int MINUTES = 8;
    private static final int MOST_EVENTS = 8;
    private static final String GATEWAY = "hotmart";
    /** Sends no subscriptions: what its orders are called tells of them. */
    static final String GATEWAY_WITHOUT_SUBSCRIPTIONS = "braip";

    /** Names, and the plan that they say; all others say none. */
    static final Map<String, String> SAYING = Map.of(
            "Clube mensal", "MONTHLY",
            "Plano trimestral", "QUARTERLY",
            "Mensal ou anual", "UNKNOWN",
            "Acesso vitalício", "LIFETIME");

    private static final List<String> PRODUCTS = List.of("Course", "Clube mensal");
    private static final List<String> PLANS =
            List.of("plan-1", "plan-2", "Plano trimestral", "Mensal ou anual", "Acesso vitalício");

    private static final int MOST_CHARGES = 6;
    private static final List<Integer> DAYS_APART = List.of(0, 7, 30, 31, 92, 120);
    private static final List<String> PAYMENT_TYPES =
            EventType.ALL.stream().filter(EventType::concernsPayment).sorted().toList();
    private static final List<String> SUBSCRIPTION_TYPES = EventType.ALL.stream()
            .filter(EventType::concernsSubscription)
            .sorted()
            .toList();
    private static final List<String> OTHER_TYPES = EventType.ALL.stream()
            .filter(type -> !EventType.concernsPayment(type) && !EventType.concernsSubscription(type))
            .sorted()
            .toList();
    private static final List<Naming> NAMINGS = List.of(Naming.PLAIN, Naming.FORWARDED, Naming.TOKEN, Naming.REFERENCE);
    private static final List<PaymentMethod> METHODS = List.of(PaymentMethod.values());
    private static final List<SubscriptionInterval> INTERVALS = List.of(SubscriptionInterval.values());

    private final String tenantId;
    private final int people;
    private final Random random;
    private int sales;
    private int subscriptions;

    /** @param people who buy; the fewer, the more of them are met again */
    public InventedSales(String tenantId, int people, long seed) {
        this.tenantId = tenantId;
        this.people = people;
        this.random = new Random(seed);
    }

    /** One story: a sale, a sale and its renewal, a subscription with its charges, orders that may be one, or an event that is about no sale. */
    public List<Told> next() {
        int kind = random.nextInt(24);
        if (kind < 13) {
            return sale(person(), NAMINGS.get(random.nextInt(NAMINGS.size())), token());
        }
        if (kind < 15) {
            String token = token();
            List<Told> both = new ArrayList<>(sale(person(), Naming.TOKEN_OF_ANOTHER, token));
            both.addAll(sale(person(), Naming.TOKEN_OF_ANOTHER, token));
            return both;
        }
        if (kind < 19) {
            return subscription();
        }
        return kind < 23
                ? sale(GATEWAY_WITHOUT_SUBSCRIPTIONS, later(31 * random.nextInt(MOST_CHARGES)), person(), Naming.PLAIN)
                : List.of(told(GATEWAY, START, OTHER_TYPES, Optional.empty()));
    }

    private List<Told> sale(Person person, Naming naming, String token) {
        return sale(GATEWAY, START, person, naming, token, null);
    }

    private List<Told> sale(String gateway, Instant from, Person person, Naming naming) {
        return sale(gateway, from, person, naming, token(), null);
    }

    private List<Told> sale(
            String gateway,
            Instant from,
            Person person,
            Naming naming,
            String token,
            @Nullable Subscription subscription) {
        Optional<Integer> sale = Optional.of(sales++);
        String transaction = "HP" + sale.get();
        List<Told> story = new ArrayList<>();
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            Told told = told(gateway, from, PAYMENT_TYPES, sale);
            PaymentEvent event = told.event();
            naming.name(event, transaction, token, random);
            event.setCustomer(random.nextInt(3) == 0 ? null : person.part(random));
            if (subscription != null && random.nextInt(4) > 0) {
                event.setSubscription(details(subscription, event.getOccurredAt()));
            }
            story.add(told);
        }
        return story;
    }

    /** Charges of up to two years, and its own events beside some of them. */
    private List<Told> subscription() {
        Person person = person();
        Subscription usual = usual("sub-" + subscriptions++);
        int daysApart = DAYS_APART.get(random.nextInt(DAYS_APART.size()));
        int charges = random.nextInt(MOST_CHARGES + 1);
        List<Told> story = new ArrayList<>();
        for (int charge = 0; charge < charges; charge++) {
            Instant from = later(charge * daysApart + (daysApart == 0 ? 0 : random.nextInt(6)));
            story.addAll(sale(GATEWAY, from, person, Naming.PLAIN, token(), usual));
        }
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            Instant from = later(random.nextInt(charges + 2) * daysApart);
            Told told = told(GATEWAY, from, SUBSCRIPTION_TYPES, Optional.empty());
            told.event().setSubscription(details(usual, told.event().getOccurredAt()));
            told.event().setCustomer(random.nextBoolean() ? null : person.part(random));
            story.add(told);
        }
        return story;
    }

    private Told told(String gateway, Instant from, List<String> types, Optional<Integer> sale) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId(id());
        event.setTenantId(tenantId);
        event.setAccountId("account-of-" + tenantId);
        event.setGateway(gateway);
        event.setLane(Lane.LIVE);
        event.setType(types.get(random.nextInt(types.size())));
        event.setOccurredAt(from.plus(Duration.ofMinutes(random.nextInt(MINUTES))));
        event.setReceivedAt(from.plus(Duration.ofDays(1)));
        if (random.nextInt(3) > 0) {
            event.setAmountMinor(1_000L + random.nextInt(3));
            event.setCurrency("BRL");
        }
        if (random.nextInt(3) == 0) {
            event.setNetAmountMinor(900L + random.nextInt(3));
            event.setFeeAmountMinor(100L + random.nextInt(3));
        }
        if (random.nextInt(4) > 0) {
            event.setRefundedAmountMinor(200L + random.nextInt(400));
        }
        event.setMethod(METHODS.get(random.nextInt(METHODS.size())));
        event.setInstallments(random.nextBoolean() ? 1 + random.nextInt(12) : null);
        event.setItems(random.nextBoolean() ? List.of() : List.of(item()));
        return new Told(sale, event);
    }

    private Item item() {
        Item item = new Item();
        item.setProductId("product-" + random.nextInt(3));
        item.setName(PRODUCTS.get(random.nextInt(PRODUCTS.size())));
        return item;
    }

    /** What an event tells of a subscription: a part of it, and not always what others told. */
    private Subscription details(Subscription of, Instant at) {
        Subscription told = new Subscription();
        told.setId(of.getId());
        told.setPlan(random.nextBoolean() ? plan() : random.nextBoolean() ? of.getPlan() : null);
        boolean isUsual = random.nextInt(3) > 0;
        told.setInterval(isUsual ? of.getInterval() : interval());
        told.setIntervalCount(isUsual ? of.getIntervalCount() : units());
        told.setCycleNumber(random.nextBoolean() ? 1 + random.nextInt(5) : null);
        told.setStartedAt(random.nextInt(3) == 0 ? day(at) : null);
        told.setNextChargeAt(random.nextInt(3) == 0 ? day(at) : null);
        told.setExpiresAt(random.nextInt(4) == 0 ? day(at) : null);
        return told;
    }

    private Subscription usual(String id) {
        Subscription usual = new Subscription();
        usual.setId(id);
        usual.setPlan(plan());
        usual.setInterval(interval());
        usual.setIntervalCount(units());
        return usual;
    }

    private String plan() {
        return PLANS.get(random.nextInt(PLANS.size()));
    }

    private SubscriptionInterval interval() {
        return random.nextBoolean() ? SubscriptionInterval.UNKNOWN : INTERVALS.get(random.nextInt(INTERVALS.size()));
    }

    private @Nullable Integer units() {
        return random.nextBoolean() ? 1 + random.nextInt(3) : null;
    }

    private static Instant later(int days) {
        return START.plus(Duration.ofDays(days));
    }

    // The time of day is another one than that of the events, and so is the month.
    private Instant day(Instant at) {
        return at.plus(Duration.ofDays(random.nextInt(60))).plus(Duration.ofHours(random.nextInt(12)));
    }

    private String token() {
        return id();
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private Person person() {
        return new Person("%011d".formatted(90_000_000_000L + random.nextInt(people)));
    }

    /** By which names the events of a sale tell which one it is. */
    private enum Naming {
        /** All by the transaction, some by the token of the checkout too. */
        PLAIN {
            @Override
            void name(PaymentEvent event, String transaction, String token, Random random) {
                event.setGatewayTransactionId(transaction);
                event.setWebhookToken(random.nextBoolean() ? token : null);
            }
        },
        /** Some are told by a gateway that stands in front, in another account. */
        FORWARDED {
            @Override
            void name(PaymentEvent event, String transaction, String token, Random random) {
                event.setGatewayTransactionId(transaction);
                if (random.nextBoolean()) {
                    event.setOriginGateway(event.getGateway());
                    event.setOriginTransactionId(transaction);
                    event.setGateway("guru");
                    event.setAccountId("guru-" + event.getAccountId());
                    event.setGatewayTransactionId("guru-" + transaction);
                }
            }
        },
        /** All by the token, some by the transaction too. */
        TOKEN {
            @Override
            void name(PaymentEvent event, String transaction, String token, Random random) {
                event.setGatewayTransactionId(random.nextBoolean() ? transaction : null);
                event.setWebhookToken(token);
            }
        },
        /** All by the seller's reference, some by the transaction too. */
        REFERENCE {
            @Override
            void name(PaymentEvent event, String transaction, String token, Random random) {
                event.setGatewayTransactionId(random.nextBoolean() ? transaction : null);
                event.setExternalReference("ref-" + transaction);
            }
        },
        /** All by the transaction, and by a token that another sale has too. */
        TOKEN_OF_ANOTHER {
            @Override
            void name(PaymentEvent event, String transaction, String token, Random random) {
                event.setGatewayTransactionId(transaction);
                event.setWebhookToken(token);
            }
        };

        abstract void name(PaymentEvent event, String transaction, String token, Random random);
    }

    private record Person(String number) {
        private static final int ADDRESSES = 3;

        Customer part(Random random) {
            Customer part = new Customer();
            part.setName(random.nextBoolean() ? "Customer " + number + " " + random.nextInt(3) : null);
            part.setEmail(random.nextBoolean() ? random.nextInt(ADDRESSES) + "C" + number + "@example.com" : null);
            part.setPhone(random.nextInt(3) == 0 ? "+55" + number : null);
            part.setDocumentType(DocumentType.UNKNOWN);
            if (random.nextInt(3) == 0) {
                part.setDocument(number);
                part.setDocumentType(DocumentType.CPF);
            }
            return part;
        }
    }
}
