package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.customer.Recognized;
import dev.correnteza.processor.customer.Sighting;
import dev.correnteza.processor.ledger.BooksNeededAlone;
import dev.correnteza.processor.ledger.Copies;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository.Completed;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.LedgerRepository.Known;
import dev.correnteza.processor.ledger.LedgerRow;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.matching.Match;
import dev.correnteza.processor.matching.MatchRule;
import dev.correnteza.processor.outbox.Transition;
import dev.correnteza.processor.outbox.TransitionRef;
import dev.correnteza.processor.payment.IllegalMove;
import dev.correnteza.processor.payment.PaymentRepository.LockedPayment;
import dev.correnteza.processor.payment.PaymentRow;
import dev.correnteza.processor.payment.TransactionRepository.TransactionRow;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.Pipeline;
import dev.correnteza.processor.subscription.Subscriptions.Told;
import dev.correnteza.processor.webhooklog.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** One try at one batch, inside its transaction. */
final class BatchAttempt {
    private final Books books;
    private final List<Incoming> incoming;
    private final Concurrency concurrency;
    private final boolean isAlone;
    private final Instant now;
    private final Map<EventRef, Incoming> candidates = new LinkedHashMap<>();
    private final Map<EventRef, Match> known = new HashMap<>();
    private final List<Completed> completed = new ArrayList<>();
    private final Set<TransitionRef> recorded = new HashSet<>();
    private final Map<PaymentRef, UUID> customersBefore = new HashMap<>();
    private Map<EventRef, Match> matches = Map.of();

    /** @param isAlone whether the transaction holds the books' lock alone */
    BatchAttempt(Books books, List<Incoming> incoming, Concurrency concurrency, boolean isAlone, Instant now) {
        this.books = books;
        this.incoming = incoming;
        this.concurrency = concurrency;
        this.isAlone = isAlone;
        this.now = now;
    }

    /** Sees which of its events are known, and which of those it tells more of. */
    Mono<Void> lookUp() {
        for (Incoming one : incoming) {
            candidates.merge(EventRef.of(one.requireEvent()), one, Incoming::with);
        }
        return books.ledger()
                .known(candidates.keySet())
                .collectList()
                .doOnNext(this::know)
                .then();
    }

    private void know(List<Known> all) {
        Set<EventRef> decided = all.stream()
                .filter(one -> one.decided() != null)
                .map(Known::ref)
                .collect(Collectors.toSet());
        for (Known one : all) {
            Incoming copy = one.isNoNews() ? candidates.remove(one.ref()) : null;
            if (one.paymentId() != null && one.matchRule() != null) {
                known.put(one.ref(), new Match(one.paymentId(), MatchRule.valueOf(one.matchRule())));
            }
            // What somebody decided stands as they said it.
            if (copy != null && one.decided() == null && !decided.contains(one.ref())) {
                completeWith(one, copy.requireEvent());
            }
        }
    }

    private void completeWith(Known fact, PaymentEvent copy) {
        PaymentEvent told = books.ledger().toldOf(fact);
        if (Copies.isDifferent(told, copy)) {
            PaymentEvent all = Copies.together(told, copy);
            if (!all.equals(told)) {
                completed.add(new Completed(fact, all));
            }
        }
    }

    /** Applies those that are not known, after {@link #lookUp}. */
    Mono<Applied> apply() {
        return record().flatMap(fresh ->
                fold(fresh).map(made -> new Applied(fresh.size(), incoming.size() - fresh.size(), made, 0)));
    }

    /**
     * Makes these payments anew from the facts they have now.
     *
     * @param gone facts that are in the ledger no more
     */
    Mono<Void> refold(Set<PaymentRef> touched, Collection<PaymentEvent> gone) {
        return foldPayments(touched.stream().collect(Collectors.toMap(payment -> payment, payment -> List.of())))
                .flatMap(states -> books.customers()
                        .recognize(sightings(states, List.of()))
                        .flatMap(customer -> books.transactions()
                                .removeOf(touched)
                                .then(Pipeline.of(writePayments(states, customer.bySubject())))
                                .then(books.payments().removeEmpty(without(touched, states.keySet())))
                                .then(foldSubscriptions(states, List.copyOf(gone), customer.bySubject(), touched))
                                .then(customer.write())
                                .then(replaceCustomers(customer.replaced()))
                                .then(books.outbox().record(transitions(states, customer.bySubject())))
                                .then()));
    }

    /** The payment of an event; {@code null} where it was known already, or is about none. */
    @Nullable
    Match matchOf(PaymentEvent event) {
        return matches.get(EventRef.of(event));
    }

    private Mono<Set<EventRef>> record() {
        List<PaymentEvent> aboutPayments = candidates.values().stream()
                .map(Incoming::requireEvent)
                .filter(event -> EventType.concernsPayment(event.getType()))
                .toList();
        Map<PaymentEvent, String> toldMore = new LinkedHashMap<>();
        completed.forEach(fact -> {
            Match match = known.get(fact.known().ref());
            // A decision teaches no names.
            if (match != null && match.rule() != MatchRule.MANUAL) {
                toldMore.put(fact.event(), match.paymentId());
            }
        });
        return books.matcher().match(aboutPayments, toldMore, concurrency).flatMap(found -> {
            matches = found.matches();
            AtomicReference<Set<EventRef>> fresh = new AtomicReference<>(Set.of());
            return Pipeline.of(List.of(found.claim(), complete(), insertLedger().doOnNext(fresh::set)))
                    .then(Mono.fromSupplier(fresh::get));
        });
    }

    // Where another batch completed one of them meanwhile, this one has not seen what that told.
    private Mono<Void> complete() {
        return completed.isEmpty()
                ? Mono.empty()
                : books.ledger()
                        .complete(completed)
                        .flatMap(written ->
                                written == completed.size() ? Mono.empty() : Mono.error(new ConcurrentBirth()));
    }

    private Mono<Set<EventRef>> insertLedger() {
        List<LedgerRow> rows = candidates.values().stream().map(this::ledgerRow).toList();
        if (rows.isEmpty()) {
            return Mono.just(Set.of());
        }
        return switch (concurrency) {
            case OPTIMISTIC -> books.ledger().insert(rows).thenReturn(Set.copyOf(candidates.keySet()));
            case GUARDED ->
                books.ledger()
                        .insertNew(rows)
                        .collect(Collectors.toSet())
                        // Who was faster may have been told less.
                        .flatMap(inserted -> inserted.size() == rows.size()
                                ? Mono.just(inserted)
                                : Mono.error(new ConcurrentBirth()));
        };
    }

    private LedgerRow ledgerRow(Incoming one) {
        PaymentEvent event = one.requireEvent();
        Match match = matchOf(event);
        return new LedgerRow(
                event,
                match == null ? null : match.paymentId(),
                match == null ? null : match.rule().name(),
                match == null || match.byRules() == null
                        ? null
                        : match.byRules().paymentId(),
                match == null || match.byRules() == null
                        ? null
                        : match.byRules().rule().name(),
                one.record().topic(),
                one.record().partition(),
                one.record().offset(),
                now);
    }

    private Mono<Integer> fold(Set<EventRef> fresh) {
        List<PaymentEvent> events = candidates.values().stream()
                .map(Incoming::requireEvent)
                .filter(event -> fresh.contains(EventRef.of(event)))
                .collect(Collectors.toCollection(ArrayList::new));
        Map<PaymentRef, List<PaymentEvent>> touched = new HashMap<>();
        for (PaymentEvent event : events) {
            PaymentRef payment = paymentOf(event);
            if (payment != null) {
                touched.computeIfAbsent(payment, none -> new ArrayList<>()).add(event);
            }
        }
        for (Completed fact : completed) {
            if (fact.known().paymentId() == null) {
                events.add(fact.event());
            } else {
                touched.computeIfAbsent(
                        new PaymentRef(
                                fact.known().ref().tenantId(), fact.known().paymentId()),
                        none -> new ArrayList<>());
            }
        }
        return foldPayments(touched)
                .flatMap(states -> books.customers()
                        .recognize(sightings(states, events))
                        .flatMap(customer -> {
                            Map<String, Set<UUID>> takenBack = takenBack(customer);
                            if (!takenBack.isEmpty() && !isAlone) {
                                return Mono.error(new BooksNeededAlone());
                            }
                            AtomicInteger made = new AtomicInteger();
                            List<Mono<?>> writing = new ArrayList<>(writePayments(states, customer.bySubject()));
                            writing.add(Mono.defer(() -> recordTransitions(states, customer.bySubject()))
                                    .doOnNext(made::set));
                            writing.add(Mono.defer(() -> books.log().write(logEntries(fresh), concurrency)));
                            writing.add(Mono.defer(
                                    () -> foldSubscriptions(states, events, customer.bySubject(), Set.of())));
                            writing.add(customer.write());
                            return Pipeline.of(writing)
                                    .then(replaceCustomers(customer.replaced()))
                                    .then(revised(takenBack))
                                    .then(books.illegalMoves().committed(newIllegalMoves(states, fresh)))
                                    .then(Mono.fromSupplier(made::get));
                        }));
    }

    // Who a payment was taken for by what was told before, such as the customer where another one pays: that they are
    // somebody
    // else leaves them without what only this payment told of them.
    private Map<String, Set<UUID>> takenBack(Recognized recognized) {
        Map<String, Set<UUID>> takenBack = new TreeMap<>();
        customersBefore.forEach((payment, before) -> {
            UUID customerId = recognized.bySubject().get(payment);
            if (!before.equals(customerId) && !recognized.replaced().containsKey(before)) {
                Set<UUID> ofTenant = takenBack.computeIfAbsent(payment.tenantId(), none -> new HashSet<>());
                ofTenant.add(before);
                if (customerId != null) {
                    ofTenant.add(customerId);
                }
            }
        });
        return takenBack;
    }

    private Mono<Void> revised(Map<String, Set<UUID>> customers) {
        return Flux.fromIterable(customers.entrySet())
                .concatMap(ofTenant -> books.revision().makeAnew(ofTenant.getKey(), ofTenant.getValue()))
                .then();
    }

    // Most payments have none, and nothing is folded twice.
    private static List<IllegalMove> newIllegalMoves(Map<PaymentRef, Folded> states, Set<EventRef> fresh) {
        return states.values().stream()
                .filter(folded -> !folded.state().illegalMoves().isEmpty())
                .flatMap(folded -> folded.newIllegalMoves(fresh).stream())
                .toList();
    }

    private static Set<PaymentRef> without(Set<PaymentRef> all, Set<PaymentRef> some) {
        Set<PaymentRef> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    /** @param touched payments, and what this batch tells of them */
    private Mono<Map<PaymentRef, Folded>> foldPayments(Map<PaymentRef, List<PaymentEvent>> touched) {
        if (touched.isEmpty()) {
            return Mono.just(Map.of());
        }
        return books.payments()
                .lock(touched.keySet())
                .doOnNext(locked -> {
                    if (locked.customerId() != null) {
                        customersBefore.put(locked.ref(), locked.customerId());
                    }
                })
                .map(LockedPayment::ref)
                .collectList()
                .flatMap(known -> factsOf(known).map(facts -> {
                    Map<PaymentRef, Folded> states = new TreeMap<>();
                    facts.forEach((payment, events) -> states.put(payment, Folded.of(events, false)));
                    // Without a row it has no facts but those that came now; who gives it one at the same time is
                    // found when it is inserted.
                    Set<PaymentRef> locked = new HashSet<>(known);
                    touched.forEach((payment, events) -> {
                        if (!locked.contains(payment) && !events.isEmpty()) {
                            states.put(payment, Folded.of(events, true));
                        }
                    });
                    return states;
                }));
    }

    private Mono<Map<PaymentRef, Collection<PaymentEvent>>> factsOf(List<PaymentRef> known) {
        if (known.isEmpty()) {
            return Mono.just(Map.of());
        }
        Mono<Map<PaymentRef, Collection<PaymentEvent>>> facts =
                books.ledger().ofPayments(known).collectMultimap(Fact::subject, Fact::event);
        return switch (concurrency) {
            case OPTIMISTIC ->
                Mono.zip(facts, books.outbox().recordedOf(known).collectList())
                        .doOnNext(read -> recorded.addAll(read.getT2()))
                        .map(Tuple2::getT1);
            case GUARDED -> facts;
        };
    }

    private Mono<Integer> recordTransitions(Map<PaymentRef, Folded> states, Map<Object, UUID> customerIds) {
        List<Transition> transitions = transitions(states, customerIds);
        return switch (concurrency) {
            case OPTIMISTIC ->
                books.outbox()
                        .recordNew(transitions.stream()
                                .filter(transition -> !recorded.contains(transition.ref()))
                                .toList());
            case GUARDED -> books.outbox().record(transitions);
        };
    }

    private List<Sighting> sightings(Map<PaymentRef, Folded> states, List<PaymentEvent> events) {
        List<Sighting> sightings = new ArrayList<>();
        states.forEach((payment, folded) -> sightings.add(Sighting.of(payment, folded.facts())));
        events.stream()
                .filter(event -> paymentOf(event) == null)
                .forEach(event -> sightings.add(Sighting.of(EventRef.of(event), List.of(event))));
        return sightings;
    }

    private Mono<Void> replaceCustomers(Map<UUID, UUID> replaced) {
        return replaced.isEmpty()
                ? Mono.empty()
                : books.payments()
                        .replaceCustomers(replaced)
                        .then(books.subscriptions().replaceCustomers(replaced));
    }

    private List<Mono<?>> writePayments(Map<PaymentRef, Folded> states, Map<Object, UUID> customerIds) {
        List<PaymentRow> born = new ArrayList<>();
        List<PaymentRow> changed = new ArrayList<>();
        List<TransactionRow> bornTransactions = new ArrayList<>();
        List<TransactionRow> changedTransactions = new ArrayList<>();
        states.forEach((payment, folded) -> {
            (folded.isBorn() ? born : changed)
                    .add(new PaymentRow(payment.paymentId(), folded.state(), customerIds.get(payment)));
            (folded.isBorn() && concurrency == Concurrency.OPTIMISTIC ? bornTransactions : changedTransactions)
                    .addAll(folded.transactions(payment.paymentId()));
        });
        return List.of(
                Mono.defer(() -> books.payments().write(changed)),
                Mono.defer(() -> books.payments().insert(born, concurrency))
                        .flatMap(
                                inserted -> inserted == born.size() ? Mono.empty() : Mono.error(new ConcurrentBirth())),
                Mono.defer(() -> books.transactions().write(changedTransactions)),
                Mono.defer(() -> books.transactions().insert(bornTransactions)));
    }

    private Mono<Void> foldSubscriptions(
            Map<PaymentRef, Folded> states,
            List<PaymentEvent> events,
            Map<Object, UUID> customerIds,
            Set<PaymentRef> refolded) {
        List<Told> told = new ArrayList<>();
        states.forEach((payment, folded) -> told.add(new Told(payment, folded.facts(), customerIds.get(payment))));
        events.stream()
                .filter(event -> paymentOf(event) == null)
                .forEach(event -> told.add(new Told(null, List.of(event), customerIds.get(EventRef.of(event)))));
        return books.subscriptions().fold(told, refolded);
    }

    private List<Transition> transitions(Map<PaymentRef, Folded> states, Map<Object, UUID> customerIds) {
        List<Transition> transitions = new ArrayList<>();
        states.forEach((payment, folded) -> folded.state()
                .steps()
                .forEach(step -> transitions.add(
                        Transition.of(payment.paymentId(), step, folded.state(), now, customerIds.get(payment)))));
        return transitions;
    }

    private List<LogEntry> logEntries(Set<EventRef> fresh) {
        Set<EventRef> credited = new HashSet<>();
        return incoming.stream()
                .map(one -> {
                    PaymentEvent event = one.requireEvent();
                    boolean isNew = fresh.contains(EventRef.of(event)) && credited.add(EventRef.of(event));
                    Match match = matches.getOrDefault(EventRef.of(event), known.get(EventRef.of(event)));
                    return LogEntries.applied(one.record(), event, isNew, match, one.attempts(), now);
                })
                .toList();
    }

    private @Nullable PaymentRef paymentOf(PaymentEvent event) {
        Match match = matchOf(event);
        return match == null ? null : new PaymentRef(event.getTenantId(), match.paymentId());
    }
}
