package dev.correnteza.tracking.conversion;

import dev.correnteza.events.Address;
import dev.correnteza.events.Attribution;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.events.value.Money;
import dev.correnteza.tracking.meta.MatchQuality;
import dev.correnteza.tracking.meta.Person;
import dev.correnteza.tracking.meta.Purchase;
import dev.correnteza.tracking.meta.ServerEvent;
import dev.correnteza.tracking.meta.UserData;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a paid transition into what is sent of it. Everything is decided here once: attempts only repeat it. */
final class Purchases {
    private static final Logger log = LoggerFactory.getLogger(Purchases.class);
    private static final String BRAZIL = "BR";

    private final boolean valueVariants;
    private final Clock clock;

    Purchases(boolean valueVariants, Clock clock) {
        this.valueVariants = valueVariants;
        this.clock = clock;
    }

    /** Never fails: what cannot be sent is a conversion with a reason. */
    NewConversion of(PrivateTransition paid, Pixel pixel) {
        PaymentTransition transition = paid.getTransition();
        UUID deliveryId = DerivedId.conversion(pixel.id(), Purchase.EVENT_NAME, transition.getPaymentId());
        Instant now = clock.instant();
        Instant happenedAt = transition.getOccurredAt().isAfter(now) ? now : transition.getOccurredAt();
        Instant eventTime = happenedAt.truncatedTo(ChronoUnit.SECONDS);
        Function<Reason, NewConversion> skipped = reason -> new NewConversion(
                deliveryId, pixel, transition.getPaymentId(), transition.getTransitionId(), eventTime, null, 0, reason);
        Money amount = amount(transition);
        if (amount == null) {
            return skipped.apply(Reason.NO_AMOUNT);
        }
        try {
            UserData userData = UserData.of(person(paid), valueVariants);
            if (UserData.isTooBroad(userData.values().keySet())) {
                return skipped.apply(Reason.TOO_LITTLE_KNOWN);
            }
            ServerEvent event = new Purchase(
                            deliveryId,
                            transition.getPaymentId(),
                            eventTime,
                            amount,
                            lines(transition.getItems()),
                            pixel.actionSource(),
                            pixel.eventSourceUrl())
                    .toEvent(userData);
            return new NewConversion(
                    deliveryId,
                    pixel,
                    transition.getPaymentId(),
                    transition.getTransitionId(),
                    eventTime,
                    event,
                    MatchQuality.of(event.matchKeys(), false),
                    null);
        } catch (RuntimeException e) {
            // Its message could quote the customer.
            log.atError()
                    .addKeyValue("tenantId", pixel.tenant())
                    .addKeyValue("paymentId", transition.getPaymentId())
                    .addKeyValue("errorCode", e.getClass().getSimpleName())
                    .log("conversion not buildable");
            return skipped.apply(Reason.NOT_BUILDABLE);
        }
    }

    private static @Nullable Money amount(PaymentTransition transition) {
        Long minor = transition.getAmountMinor();
        String currency = transition.getCurrency();
        boolean known = minor != null
                && minor >= 0
                && currency != null
                && Money.digits(currency).isPresent();
        return known ? new Money(minor, currency) : null;
    }

    private static List<Purchase.Line> lines(List<Item> items) {
        return items.stream()
                .flatMap(item ->
                        id(item)
                                .map(id -> new Purchase.Line(id, Math.max(1, item.getQuantity()), price(item)))
                                .stream())
                .toList();
    }

    private static Optional<String> id(Item item) {
        return Stream.of(item.getProductId(), item.getSku(), item.getOfferId(), item.getPlanId())
                .filter(Objects::nonNull)
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    private static @Nullable Long price(Item item) {
        Long price = item.getUnitAmountMinor();
        return price == null || price < 0 ? null : price;
    }

    private static Person person(PrivateTransition paid) {
        Customer customer = paid.getCustomer();
        Attribution attribution = paid.getAttribution();
        Address address = customer == null ? null : customer.getAddress();
        String fullName =
                customer == null || customer.getDocumentType() == DocumentType.CNPJ ? null : customer.getName();
        Name name = Name.split(fullName);
        return new Person(
                customer == null ? null : customer.getEmail(),
                customer == null ? null : customer.getPhone(),
                name.given(),
                name.family(),
                null,
                null,
                address == null ? null : address.getCity(),
                address == null ? null : address.getState(),
                address == null ? null : address.getPostalCode(),
                country(customer, address),
                paid.getCustomerId(),
                null,
                null,
                attribution == null ? null : attribution.getFbc(),
                attribution == null ? null : attribution.getFbp());
    }

    private static @Nullable String country(@Nullable Customer customer, @Nullable Address address) {
        if (address != null && address.getCountry() != null) {
            return address.getCountry();
        }
        if (customer == null) {
            return null;
        }
        boolean brazilianDocument =
                customer.getDocumentType() == DocumentType.CPF || customer.getDocumentType() == DocumentType.CNPJ;
        boolean brazilianPhone =
                customer.getPhone() != null && customer.getPhone().startsWith("+55");
        return brazilianDocument || brazilianPhone ? BRAZIL : null;
    }

    /** Gateways give one field; where to split it is a guess, and the first blank is the common one. */
    private record Name(@Nullable String given, @Nullable String family) {
        static Name split(@Nullable String fullName) {
            if (fullName == null) {
                return new Name(null, null);
            }
            String[] words = fullName.strip().split("[\\s\\p{Z}]+", 2);
            return new Name(words[0], words.length == 1 ? null : words[1]);
        }
    }
}
