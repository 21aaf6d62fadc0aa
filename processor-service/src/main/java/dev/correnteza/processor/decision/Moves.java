package dev.correnteza.processor.decision;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.customer.CustomerRevision;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.matching.ManualMatches;
import dev.correnteza.processor.matching.ManualMatches.GatewayTransaction;
import dev.correnteza.processor.payment.PaymentRepository;
import dev.correnteza.processor.payment.PaymentRepository.NamedEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Moves gateway transactions between payments, with the facts that are known of them; later facts follow by the matcher. */
@Component
class Moves {
    private final ManualMatches matches;
    private final LedgerRepository ledger;
    private final PaymentRepository payments;
    private final Bookkeeping books;
    private final CustomerRevision customers;

    Moves(
            ManualMatches matches,
            LedgerRepository ledger,
            PaymentRepository payments,
            Bookkeeping books,
            CustomerRevision customers) {
        this.matches = matches;
        this.ledger = ledger;
        this.payments = payments;
        this.books = books;
        this.customers = customers;
    }

    /** Gives the transaction to the payment. */
    Mono<Void> match(ReadDecision decision) {
        DecisionContent.Match match = decision.content().match();
        String paymentId = decision.paymentId();
        if (match == null || paymentId == null) {
            return Mono.error(
                    new IllegalArgumentException("content.match: none (expected: a transaction and a payment)"));
        }
        GatewayTransaction transaction =
                new GatewayTransaction(decision.tenantId(), match.accountId(), match.gatewayTransactionId());
        return matches.add(decision.id(), transaction, paymentId, decision.decidedAt())
                .then(settle(transaction));
    }

    /** Takes such a decision back. One that is not known yet will find itself taken back. */
    Mono<Void> unmatch(ReadDecision decision) {
        UUID undone = decision.content().undoes();
        return undone == null
                ? Mono.error(new IllegalArgumentException("content.undoes: none (expected: a decision)"))
                : matches.find(decision.tenantId(), undone).flatMap(this::settle);
    }

    private Mono<Void> settle(GatewayTransaction transaction) {
        return matches.settle(transaction)
                .singleOptional()
                .flatMap(decided -> facts(transaction)
                        .flatMap(facts ->
                                facts.isEmpty() ? Mono.empty() : moved(transaction.tenantId(), facts, decided)));
    }

    private Mono<List<Fact<PaymentRef>>> facts(GatewayTransaction transaction) {
        return matches.paymentsWith(transaction)
                .map(paymentId -> new PaymentRef(transaction.tenantId(), paymentId))
                .collectList()
                .flatMapMany(ledger::ofPayments)
                .filter(fact -> fact.event().getTenantId().equals(transaction.tenantId())
                        && fact.event().getAccountId().equals(transaction.accountId())
                        && transaction
                                .gatewayTransactionId()
                                .equals(fact.event().getGatewayTransactionId()))
                .collectList();
    }

    private Mono<Void> moved(String tenantId, List<Fact<PaymentRef>> facts, Optional<String> decided) {
        Set<UUID> ids = facts.stream()
                .map(fact -> UUID.fromString(fact.event().getEventId()))
                .collect(Collectors.toSet());
        Set<PaymentRef> affected = facts.stream().map(Fact::subject).collect(Collectors.toCollection(HashSet::new));
        PaymentEvent any = facts.getFirst().event();
        Flux<PaymentRef> movedTo = decided.map(paymentId -> new PaymentRef(tenantId, paymentId))
                .map(payment -> ledger.move(ids, payment).thenReturn(payment).flux())
                .orElseGet(() -> ledger.moveHome(tenantId, ids));
        return movedTo.collect(Collectors.toCollection(TreeSet::new)).flatMap(targets -> {
            affected.addAll(targets);
            // Who was one customer by a payment that had both their facts may be two again.
            return customers
                    .namesAround(
                            tenantId,
                            affected.stream().map(PaymentRef::paymentId).toList(),
                            facts.stream().map(Fact::event).toList())
                    .flatMap(names -> ensured(targets, any)
                            .then(books.refold(affected, List.of()))
                            .then(Mono.defer(() -> customers.revise(tenantId, names))));
        });
    }

    private Mono<Void> ensured(Collection<PaymentRef> targets, PaymentEvent event) {
        return targets.isEmpty()
                ? Mono.empty()
                : payments.ensure(targets.stream()
                        .map(target -> new NamedEvent(target.paymentId(), event))
                        .toList());
    }
}
