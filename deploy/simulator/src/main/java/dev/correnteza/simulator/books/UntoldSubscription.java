package dev.correnteza.simulator.books;

import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which subscription an order is a charge of, at a gateway that tells of none. */
final class UntoldSubscription {
    private UntoldSubscription() {}

    /**
     * Account and id of the subscription; empty where the sale is no charge of one.
     *
     * @param sale all facts of a sale, each once, in any order
     */
    static Optional<List<String>> of(Collection<PaymentEvent> sale) {
        boolean isOfSuchAGateway = sale.stream()
                .allMatch(fact -> fact.getGateway().equals(InventedSales.GATEWAY_WITHOUT_SUBSCRIPTIONS)
                        && fact.getSubscription() == null);
        Standing standing = Standing.of(sale);
        Item sold = standing.sold();
        String customer = Stream.<Function<Customer, @Nullable String>>of(
                        of -> named("document", of.getDocument()),
                        of -> named("email", of.getEmail()),
                        of -> named("phone", of.getPhone()))
                .map(name -> sale.stream()
                        .map(PaymentEvent::getCustomer)
                        .filter(Objects::nonNull)
                        .map(name)
                        .filter(Objects::nonNull)
                        .sorted()
                        .findFirst())
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        if (!isOfSuchAGateway
                || standing.paidAt() == null
                || sold == null
                || !sold.getName().contains("mensal")
                || customer == null) {
            return Optional.empty();
        }
        PaymentEvent any = sale.iterator().next();
        return Optional.of(List.of(
                any.getAccountId(),
                DerivedId.inferredSubscription(any.getTenantId(), any.getAccountId(), customer, sold.getProductId())));
    }

    private static @Nullable String named(String kind, @Nullable String value) {
        return value == null ? null : kind + ":" + value.toLowerCase(Locale.ROOT);
    }
}
