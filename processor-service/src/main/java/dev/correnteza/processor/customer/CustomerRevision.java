package dev.correnteza.processor.customer;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.customer.RevisionRepository.Subject;
import dev.correnteza.processor.ledger.BooksLock;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.payment.PaymentRepository;
import dev.correnteza.processor.subscription.Subscriptions;
import dev.correnteza.processor.subscription.Subscriptions.Told;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes customers anew from the facts that are left: what they were known by and who they were taken for can be told by nothing less.
 * Part of a transaction that holds {@link BooksLock} alone, such as that of a decision.
 */
@Component
public class CustomerRevision {
    private static final int AT_ONCE = 500;

    private final CustomerRepository repository;
    private final RevisionRepository revisions;
    private final Customers customers;
    private final LedgerRepository ledger;
    private final PaymentRepository payments;
    private final Subscriptions subscriptions;

    CustomerRevision(
            CustomerRepository repository,
            RevisionRepository revisions,
            Customers customers,
            LedgerRepository ledger,
            PaymentRepository payments,
            Subscriptions subscriptions) {
        this.repository = repository;
        this.revisions = revisions;
        this.customers = customers;
        this.ledger = ledger;
        this.payments = payments;
        this.subscriptions = subscriptions;
    }

    /**
     * All names of the customers whom these payments belong to or whose names these events tell: to be asked before facts go, for
     * {@link #revise}.
     */
    public Mono<Set<CustomerKey>> namesAround(
            String tenantId, Collection<String> paymentIds, Collection<PaymentEvent> events) {
        Set<CustomerKey> told = new HashSet<>();
        events.stream()
                .filter(event -> event.getCustomer() != null)
                .forEach(event -> told.addAll(CustomerKey.of(tenantId, event.getCustomer())));
        return Flux.concat(revisions.customersOf(tenantId, paymentIds), owners(told))
                .collect(HashSet<UUID>::new, Set::add)
                .flatMap(ids -> ids.isEmpty() ? Mono.just(Map.<CustomerKey, UUID>of()) : repository.names(ids))
                .map(names -> {
                    told.addAll(names.keySet());
                    return told;
                });
    }

    /** Makes those anew who have these names now; also what is noted of those that nobody has. */
    public Mono<Void> revise(String tenantId, Set<CustomerKey> names) {
        return names.isEmpty()
                ? Mono.empty()
                : owners(names)
                        .collect(HashSet<UUID>::new, Set::add)
                        .flatMap(customerIds -> revise(tenantId, customerIds, names));
    }

    /** Makes these anew. */
    public Mono<Void> makeAnew(String tenantId, Set<UUID> customerIds) {
        return revise(tenantId, customerIds, Set.of());
    }

    /** Makes these anew, with whoever told one of these names. */
    Mono<Void> revise(String tenantId, Set<UUID> customerIds, Set<CustomerKey> names) {
        return subjectsOf(tenantId, customerIds, names)
                .flatMap(subjects ->
                        revisions.forget(tenantId, customerIds, subjects).then(recognize(tenantId, subjects)));
    }

    /** Payments of these customers, and events without one that told a name of theirs or one of these. */
    Mono<List<Subject>> subjectsOf(String tenantId, Set<UUID> customerIds, Set<CustomerKey> names) {
        return repository.names(customerIds).flatMap(known -> {
            Set<CustomerKey> all = new HashSet<>(names);
            all.addAll(known.keySet());
            return Flux.concat(revisions.paymentsOf(tenantId, customerIds), revisions.tellersOf(tenantId, all))
                    .distinct()
                    .collectSortedList(Comparator.comparing(Subject::isPayment).thenComparing(Subject::id));
        });
    }

    /** Recognizes the customers of these anew, some at a time. */
    Mono<Void> recognize(String tenantId, List<Subject> subjects) {
        return Flux.fromIterable(subjects)
                .buffer(AT_ONCE)
                .concatMap(some -> seen(tenantId, some)
                        .flatMap(seen -> customers
                                .recognize(seen.stream().map(Seen::sighting).toList())
                                .flatMap(recognized -> recognized
                                        .write()
                                        .then(replaced(recognized))
                                        .then(give(tenantId, seen, recognized))
                                        .then(subscriptions.fold(
                                                seen.stream()
                                                        .map(one -> one.told(recognized))
                                                        .toList(),
                                                Set.of())))))
                .then();
    }

    /** What was told of these; those without facts are left out. */
    Flux<Sighting> sightings(String tenantId, List<Subject> subjects) {
        return Flux.fromIterable(subjects)
                .buffer(AT_ONCE)
                .concatMap(some -> seen(tenantId, some))
                .flatMapIterable(seen -> seen)
                .map(Seen::sighting);
    }

    private Mono<List<Seen>> seen(String tenantId, List<Subject> subjects) {
        List<PaymentRef> refs = subjects.stream()
                .filter(Subject::isPayment)
                .map(subject -> new PaymentRef(tenantId, subject.id()))
                .toList();
        List<UUID> events = subjects.stream()
                .filter(subject -> !subject.isPayment())
                .map(subject -> UUID.fromString(subject.id()))
                .toList();
        return Flux.concat(seen(ledger.ofEvents(tenantId, events)), seen(ledger.ofPayments(refs)))
                .collectList();
    }

    private static <S> Flux<Seen> seen(Flux<Fact<S>> facts) {
        return facts.collectMultimap(Fact::subject, Fact::event).flatMapIterable(bySubject -> {
            List<Seen> seen = new ArrayList<>();
            bySubject.forEach((subject, events) -> seen.add(new Seen(Sighting.of(subject, events), events)));
            return seen;
        });
    }

    private Mono<Void> replaced(Recognized recognized) {
        Map<UUID, UUID> replaced = recognized.replaced();
        return replaced.isEmpty()
                ? Mono.empty()
                : payments.replaceCustomers(replaced).then(subscriptions.replaceCustomers(replaced));
    }

    private Mono<Void> give(String tenantId, List<Seen> seen, Recognized recognized) {
        Map<String, @Nullable UUID> customerIds = new HashMap<>();
        for (Seen one : seen) {
            if (one.sighting().subject() instanceof PaymentRef payment) {
                customerIds.put(payment.paymentId(), recognized.bySubject().get(payment));
            }
        }
        return customerIds.isEmpty() ? Mono.empty() : revisions.givePayments(tenantId, customerIds);
    }

    private Flux<UUID> owners(Set<CustomerKey> names) {
        return names.isEmpty()
                ? Flux.empty()
                : repository
                        .owners(names)
                        .flatMapIterable(Map::values)
                        .filter(customerId -> !customerId.equals(Recognition.NOBODY));
    }

    /** A sighting and the facts that it is made of. */
    private record Seen(Sighting sighting, Collection<PaymentEvent> events) {
        Told told(Recognized recognized) {
            return new Told(
                    sighting.subject() instanceof PaymentRef payment ? payment : null,
                    events,
                    recognized.bySubject().get(sighting.subject()));
        }

        @Override
        public String toString() {
            return "Seen[***]";
        }
    }
}
