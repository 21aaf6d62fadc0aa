package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.customer.Customers;
import dev.correnteza.processor.customer.Sighting;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.LedgerRow;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.matching.Match;
import dev.correnteza.processor.matching.MatchRule;
import dev.correnteza.processor.matching.Matcher;
import dev.correnteza.processor.outbox.OutboxRepository;
import dev.correnteza.processor.outbox.Transition;
import dev.correnteza.processor.outbox.TransitionPublisher;
import dev.correnteza.processor.outbox.TransitionRef;
import dev.correnteza.processor.parking.ParkedRecord;
import dev.correnteza.processor.parking.ParkedRecordRepository;
import dev.correnteza.processor.payment.IllegalMove;
import dev.correnteza.processor.payment.IllegalMoveMetrics;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.payment.PaymentRepository;
import dev.correnteza.processor.payment.PaymentRow;
import dev.correnteza.processor.payment.PaymentState;
import dev.correnteza.processor.payment.TransactionRepository;
import dev.correnteza.processor.payment.TransactionRepository.TransactionRow;
import dev.correnteza.processor.sql.Concurrency;
import dev.correnteza.processor.sql.Pipeline;
import dev.correnteza.processor.subscription.Subscriptions;
import dev.correnteza.processor.subscription.Subscriptions.Told;
import dev.correnteza.processor.webhooklog.LogEntry;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import java.time.Clock;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * Applies a batch in one transaction: names of payments, ledger, locks, folds, rows, outbox, log. Every statement takes the whole
 * batch. Who comes second with a fact finds it in the ledger; who adds a fact to a payment at the same time waits at its lock.
 */
@Component
class BatchApplier implements Bookkeeping {
    private final ParkedRecordRepository parked;
    private final Matcher matcher;
    private final LedgerRepository ledger;
    private final PaymentRepository payments;
    private final TransactionRepository transactions;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final OutboxRepository outbox;
    private final WebhookLogRepository log;
    private final TransitionPublisher publisher;
    private final IllegalMoveMetrics illegalMoves;
    private final TransactionalOperator transaction;
    private final Clock clock;

    BatchApplier(
            ParkedRecordRepository parked,
            Matcher matcher,
            LedgerRepository ledger,
            PaymentRepository payments,
            TransactionRepository transactions,
            Customers customers,
            Subscriptions subscriptions,
            OutboxRepository outbox,
            WebhookLogRepository log,
            TransitionPublisher publisher,
            IllegalMoveMetrics illegalMoves,
            TransactionalOperator transaction,
            Clock clock) {
        this.parked = parked;
        this.matcher = matcher;
        this.ledger = ledger;
        this.payments = payments;
        this.transactions = transactions;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.log = log;
        this.publisher = publisher;
        this.illegalMoves = illegalMoves;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Applies these records; emits what was done with them once it is committed. Those whose key has a record that waits are parked
     * behind it.
     *
     * @param incoming records with an event, in the order they were read
     */
    Mono<Applied> apply(List<Incoming> incoming, Concurrency concurrency) {
        return Mono.defer(() ->
                        parked.enter(queueKeys(incoming)).flatMap(waiting -> apply(incoming, waiting, concurrency)))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Outcome> apply(ConsumerRecord<String, byte[]> record, PaymentEvent event, int attempts) {
        return Mono.defer(() -> {
            Attempt attempt = new Attempt(
                    List.of(new Incoming(record, event, null, attempts)), Concurrency.GUARDED, clock.instant());
            return parked.enter(List.of()).then(attempt.run()).map(applied -> {
                Match match = attempt.matches.get(EventRef.of(event));
                return new Outcome(
                        applied.fresh() > 0,
                        match == null ? null : match.paymentId(),
                        match == null ? null : match.rule().name(),
                        applied.transitions());
            });
        });
    }

    @Override
    public Mono<Void> refold(Set<PaymentRef> touched, Collection<PaymentEvent> gone) {
        return Mono.defer(() -> new Attempt(List.of(), Concurrency.GUARDED, clock.instant()).refold(touched, gone));
    }

    @Override
    public void committed() {
        publisher.wake();
    }

    private Mono<Applied> apply(List<Incoming> incoming, Set<String> waiting, Concurrency concurrency) {
        Instant now = clock.instant();
        if (waiting.isEmpty()) {
            return new Attempt(incoming, concurrency, now).run();
        }
        List<Incoming> behind = new ArrayList<>();
        List<Incoming> free = new ArrayList<>();
        for (Incoming one : incoming) {
            String key = ParkedRecord.queueKey(one.record().key());
            (key != null && waiting.contains(key) ? behind : free).add(one);
        }
        return parked.parkBehind(
                        behind.stream()
                                .map(one -> SourceRecord.of(one.record()))
                                .toList(),
                        now)
                .then(log.write(behind.stream()
                        .map(one -> LogEntries.setAside(one.record(), Status.PARKED, ParkedRecord.BEHIND, now))
                        .toList()))
                .then(Mono.defer(() -> new Attempt(free, concurrency, now).run()))
                .map(applied ->
                        new Applied(applied.fresh(), applied.duplicates(), applied.transitions(), behind.size()));
    }

    private static Set<String> queueKeys(List<Incoming> incoming) {
        return incoming.stream()
                .map(one -> ParkedRecord.queueKey(one.record().key()))
                .filter(key -> key != null)
                .collect(Collectors.toSet());
    }

    /**
     * What a batch did.
     *
     * @param fresh events that were new
     * @param duplicates events that were known
     * @param transitions transitions that were made
     * @param waiting records that were parked behind others
     */
    record Applied(int fresh, int duplicates, int transitions, int waiting) {}

    /** One try at one batch. */
    private final class Attempt {
        private final List<Incoming> incoming;
        private final Concurrency concurrency;
        private final Instant now;
        private final Map<EventRef, Incoming> candidates = new LinkedHashMap<>();
        private final Map<EventRef, Match> known = new HashMap<>();
        private final Set<TransitionRef> recorded = new HashSet<>();
        private Map<EventRef, Match> matches = Map.of();

        Attempt(List<Incoming> incoming, Concurrency concurrency, Instant now) {
            this.incoming = incoming;
            this.concurrency = concurrency;
            this.now = now;
        }

        Mono<Applied> run() {
            for (Incoming one : incoming) {
                candidates.putIfAbsent(EventRef.of(eventOf(one)), one);
            }
            return ledger.known(candidates.keySet())
                    .doOnNext(one -> {
                        candidates.remove(one.event());
                        if (one.paymentId() != null && one.matchRule() != null) {
                            known.put(one.event(), new Match(one.paymentId(), MatchRule.valueOf(one.matchRule())));
                        }
                    })
                    .then(Mono.defer(this::record))
                    .flatMap(fresh -> fold(fresh)
                            .map(made -> new Applied(fresh.size(), incoming.size() - fresh.size(), made, 0)));
        }

        private Mono<Set<EventRef>> record() {
            List<PaymentEvent> aboutPayments = candidates.values().stream()
                    .map(BatchApplier::eventOf)
                    .filter(event -> EventType.concernsPayment(event.getType()))
                    .toList();
            return matcher.match(aboutPayments, concurrency).flatMap(found -> {
                matches = found.matches();
                AtomicReference<Set<EventRef>> fresh = new AtomicReference<>(Set.of());
                return Pipeline.of(List.of(found.claim(), insertLedger().doOnNext(fresh::set)))
                        .then(Mono.fromSupplier(fresh::get));
            });
        }

        private Mono<Set<EventRef>> insertLedger() {
            List<LedgerRow> rows =
                    candidates.values().stream().map(this::ledgerRow).toList();
            if (rows.isEmpty()) {
                return Mono.just(Set.of());
            }
            return switch (concurrency) {
                case OPTIMISTIC -> ledger.insert(rows).thenReturn(Set.copyOf(candidates.keySet()));
                case GUARDED -> ledger.insertNew(rows).collect(Collectors.toSet());
            };
        }

        private LedgerRow ledgerRow(Incoming one) {
            PaymentEvent event = eventOf(one);
            Match match = matches.get(EventRef.of(event));
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
                    .map(BatchApplier::eventOf)
                    .filter(event -> fresh.contains(EventRef.of(event)))
                    .toList();
            Map<PaymentRef, List<PaymentEvent>> touched = new HashMap<>();
            for (PaymentEvent event : events) {
                PaymentRef payment = paymentOf(event);
                if (payment != null) {
                    touched.computeIfAbsent(payment, none -> new ArrayList<>()).add(event);
                }
            }
            return foldPayments(touched)
                    .flatMap(states -> customers
                            .recognize(sightings(states, events))
                            .flatMap(customer -> {
                                AtomicInteger made = new AtomicInteger();
                                List<Mono<?>> writing = new ArrayList<>(writePayments(states, customer.bySubject()));
                                writing.add(Mono.defer(() -> recordTransitions(states, customer.bySubject()))
                                        .doOnNext(made::set));
                                writing.add(Mono.defer(() -> log.write(logEntries(fresh), concurrency)));
                                writing.add(Mono.defer(
                                        () -> foldSubscriptions(states, events, customer.bySubject(), Set.of())));
                                writing.add(customer.write());
                                return Pipeline.of(writing)
                                        .then(replaceCustomers(customer.replaced()))
                                        .then(illegalMoves.committed(newIllegalMoves(states, fresh)))
                                        .then(Mono.fromSupplier(made::get));
                            }));
        }

        // Most payments have none, and nothing is folded twice.
        private static List<IllegalMove> newIllegalMoves(Map<PaymentRef, Folded> states, Set<EventRef> fresh) {
            return states.values().stream()
                    .filter(folded -> !folded.state().illegalMoves().isEmpty())
                    .flatMap(folded -> folded.newIllegalMoves(fresh).stream())
                    .toList();
        }

        Mono<Void> refold(Set<PaymentRef> touched, Collection<PaymentEvent> gone) {
            return foldPayments(touched.stream().collect(Collectors.toMap(payment -> payment, payment -> List.of())))
                    .flatMap(states -> customers
                            .recognize(sightings(states, List.of()))
                            .flatMap(customer -> transactions
                                    .removeOf(touched)
                                    .then(Pipeline.of(writePayments(states, customer.bySubject())))
                                    .then(payments.removeEmpty(without(touched, states.keySet())))
                                    .then(foldSubscriptions(states, List.copyOf(gone), customer.bySubject(), touched))
                                    .then(customer.write())
                                    .then(replaceCustomers(customer.replaced()))
                                    .then(outbox.record(transitions(states, customer.bySubject())))
                                    .then()));
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
            return payments.lock(touched.keySet())
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
                    ledger.ofPayments(known).collectMultimap(Fact::subject, Fact::event);
            return switch (concurrency) {
                case OPTIMISTIC ->
                    Mono.zip(facts, outbox.recordedOf(known).collectList())
                            .doOnNext(read -> recorded.addAll(read.getT2()))
                            .map(Tuple2::getT1);
                case GUARDED -> facts;
            };
        }

        private Mono<Integer> recordTransitions(Map<PaymentRef, Folded> states, Map<Object, UUID> customerIds) {
            List<Transition> transitions = transitions(states, customerIds);
            return switch (concurrency) {
                case OPTIMISTIC ->
                    outbox.recordNew(transitions.stream()
                            .filter(transition -> !recorded.contains(transition.ref()))
                            .toList());
                case GUARDED -> outbox.record(transitions);
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
                    : payments.replaceCustomers(replaced).then(subscriptions.replaceCustomers(replaced));
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
                    Mono.defer(() -> payments.write(changed)),
                    Mono.defer(() -> payments.insert(born, concurrency))
                            .flatMap(inserted ->
                                    inserted == born.size() ? Mono.empty() : Mono.error(new ConcurrentBirth())),
                    Mono.defer(() -> transactions.write(changedTransactions)),
                    Mono.defer(() -> transactions.insert(bornTransactions)));
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
            return subscriptions.fold(told, refolded);
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
                        PaymentEvent event = eventOf(one);
                        boolean isNew = fresh.contains(EventRef.of(event)) && credited.add(EventRef.of(event));
                        Match match = matches.getOrDefault(EventRef.of(event), known.get(EventRef.of(event)));
                        return LogEntries.applied(one.record(), event, isNew, match, one.attempts(), now);
                    })
                    .toList();
        }

        private @Nullable PaymentRef paymentOf(PaymentEvent event) {
            Match match = matches.get(EventRef.of(event));
            return match == null ? null : new PaymentRef(event.getTenantId(), match.paymentId());
        }
    }

    private static PaymentEvent eventOf(Incoming one) {
        if (one.event() == null) {
            throw new IllegalStateException("only records with an event are applied");
        }
        return one.event();
    }

    /**
     * A payment's state and the facts that made it.
     *
     * @param isBorn whether it has no row yet
     */
    private record Folded(PaymentState state, Collection<PaymentEvent> facts, boolean isBorn) {
        static Folded of(Collection<PaymentEvent> facts, boolean isBorn) {
            return new Folded(PaymentFold.of(facts), facts, isBorn);
        }

        /** Those that the facts known before these did not make. */
        List<IllegalMove> newIllegalMoves(Set<EventRef> fresh) {
            List<PaymentEvent> before = facts.stream()
                    .filter(event -> !fresh.contains(EventRef.of(event)))
                    .toList();
            Set<UUID> known = before.isEmpty()
                    ? Set.of()
                    : PaymentFold.of(before).illegalMoves().stream()
                            .map(IllegalMove::eventId)
                            .collect(Collectors.toSet());
            return state.illegalMoves().stream()
                    .filter(move -> !known.contains(move.eventId()))
                    .toList();
        }

        List<TransactionRow> transactions(String paymentId) {
            Map<String, List<PaymentEvent>> byTransaction = new TreeMap<>();
            for (PaymentEvent event : facts) {
                if (event.getGatewayTransactionId() != null) {
                    byTransaction
                            .computeIfAbsent(
                                    event.getAccountId() + " " + event.getGatewayTransactionId(),
                                    none -> new ArrayList<>())
                            .add(event);
                }
            }
            return byTransaction.values().stream()
                    .map(events -> new TransactionRow(
                            events.getFirst().getAccountId(),
                            events.getFirst().getGatewayTransactionId(),
                            paymentId,
                            // Nearly always all facts are of one transaction: then it stands where the payment does.
                            events.size() == facts.size() ? state : PaymentFold.of(events)))
                    .toList();
        }
    }
}
