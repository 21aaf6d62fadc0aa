package dev.correnteza.simulator.books;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: names that were told together belong to one person, and so do those that share one. Holds where nobody has two
 * documents and nobody's address is another one's.
 */
final class People {
    private static final String DOCUMENT = "DOCUMENT";
    private static final String EMAIL = "EMAIL";
    private static final String PHONE = "PHONE";

    private final String tenantId;
    private final Map<String, String> sameAs = new HashMap<>();
    private final Map<String, List<PaymentEvent>> told = new HashMap<>();

    People(String tenantId) {
        this.tenantId = tenantId;
    }

    /** @param facts of one payment, or one that is about none */
    void meet(Collection<PaymentEvent> facts) {
        List<String> names =
                facts.stream().flatMap(fact -> names(fact).stream()).toList();
        for (String name : names) {
            sameAs.put(root(name), root(names.getFirst()));
        }
        if (!names.isEmpty()) {
            told.computeIfAbsent(names.getFirst(), name -> new ArrayList<>())
                    .addAll(facts.stream()
                            .filter(fact -> fact.getCustomer() != null)
                            .toList());
        }
    }

    /** Id of the person whom these facts tell of, by the strongest name and the least of several of that kind. */
    @Nullable
    UUID idOf(Collection<PaymentEvent> facts) {
        return facts.stream()
                .flatMap(fact -> names(fact).stream())
                .findFirst()
                .map(this::idOf)
                .orElse(null);
    }

    private UUID idOf(String name) {
        String root = root(name);
        return sameAs.keySet().stream()
                .filter(other -> root(other).equals(root))
                .min(Comparator.comparing(People::strength).thenComparing(Comparator.naturalOrder()))
                .map(strongest -> DerivedId.customer(tenantId, strongest))
                .orElseThrow();
    }

    /** One row each: id, then name, e-mail, document and phone, of each the newest value and when it was told. */
    List<List<@Nullable Object>> rows() {
        Map<String, List<PaymentEvent>> byPerson = new TreeMap<>();
        told.forEach((name, facts) -> byPerson.computeIfAbsent(root(name), person -> new ArrayList<>())
                .addAll(facts));
        return byPerson.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<@Nullable Object> row(String name, List<PaymentEvent> facts) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(idOf(name));
        List<Function<Customer, @Nullable String>> parts =
                List.of(Customer::getName, Customer::getEmail, Customer::getDocument, Customer::getPhone);
        for (Function<Customer, @Nullable String> part : parts) {
            PaymentEvent newest = facts.stream()
                    .filter(fact -> part.apply(fact.getCustomer()) != null)
                    .max(Comparator.comparing(PaymentEvent::getOccurredAt)
                            .thenComparing(fact -> Objects.requireNonNullElse(part.apply(fact.getCustomer()), "")))
                    .orElse(null);
            row.add(newest == null ? null : part.apply(newest.getCustomer()));
            row.add(newest == null ? null : BooksAudit.micros(newest.getOccurredAt()));
        }
        List<Instant> times =
                facts.stream().map(PaymentEvent::getOccurredAt).sorted().toList();
        row.add(BooksAudit.micros(times.getFirst()));
        row.add(BooksAudit.micros(times.getLast()));
        return row;
    }

    private String root(String name) {
        String next = sameAs.putIfAbsent(name, name);
        return next == null || next.equals(name) ? name : root(next);
    }

    private static List<String> names(PaymentEvent fact) {
        Customer customer = fact.getCustomer();
        List<String> names = new ArrayList<>();
        if (customer != null && customer.getDocument() != null) {
            names.add(DOCUMENT + ":" + customer.getDocument());
        }
        if (customer != null && customer.getEmail() != null) {
            names.add(EMAIL + ":" + customer.getEmail().toLowerCase(Locale.ROOT));
        }
        if (customer != null && customer.getPhone() != null) {
            names.add(PHONE + ":" + customer.getPhone());
        }
        return names;
    }

    private static int strength(String name) {
        return List.of(DOCUMENT, EMAIL, PHONE).indexOf(name.substring(0, name.indexOf(':')));
    }
}
