package dev.correnteza.processor.subscription;

import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.payment.PaymentRepository;
import dev.correnteza.processor.plan.KnownPlanRules;
import dev.correnteza.processor.rounds.Round;
import dev.correnteza.processor.subscription.RecountRepository.PaidPayment;
import dev.correnteza.processor.subscription.RecountRepository.Recount;
import dev.correnteza.processor.subscription.Subscriptions.Told;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Makes a tenant's subscriptions anew when its rules changed, a part per transaction: whatever order rules and facts came in, the rows
 * are those of all facts under the rules of now. It begins when no batch is under way any more that can know older rules.
 */
@Component
class SubscriptionRecount implements Round {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionRecount.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** All subscriptions of the largest tenant; what was counted anew stays so, and the next round goes on from there. */
    private static final Duration LIMIT = Duration.ofHours(6);

    private static final Duration UNTIL_RULES_ARE_KNOWN = KnownPlanRules.FRESH.plusMillis(500);
    private static final int PART = 200;

    private final RecountRepository repository;
    private final Subscriptions subscriptions;
    private final PaymentRepository payments;
    private final LedgerRepository ledger;
    private final TransactionalOperator transaction;
    private volatile @Nullable Recount begun;

    SubscriptionRecount(
            RecountRepository repository,
            Subscriptions subscriptions,
            PaymentRepository payments,
            LedgerRepository ledger,
            TransactionalOperator transaction) {
        this.repository = repository;
        this.subscriptions = subscriptions;
        this.payments = payments;
        this.ledger = ledger;
        this.transaction = transaction;
    }

    @Override
    public Duration every() {
        return LOOK_EVERY;
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }

    @Override
    public String failure() {
        return "subscriptions cannot be made anew";
    }

    @Override
    public Mono<Void> once() {
        return repository
                .next()
                .flatMap(recount -> begin(recount)
                        .then(part(recount).repeat().takeWhile(more -> more).then()));
    }

    private Mono<Void> begin(Recount recount) {
        if (recount.isSame(begun)) {
            return Mono.empty();
        }
        return Mono.delay(UNTIL_RULES_ARE_KNOWN)
                .then(repository.standAlone().as(transaction::transactional))
                .doOnSuccess(done -> begun = recount);
    }

    /** Emits whether there is more to do. */
    private Mono<Boolean> part(Recount recount) {
        return Mono.defer(() -> repository
                        .claim(recount)
                        .flatMap(claimed -> repository
                                .payments(claimed, PART)
                                .collectList()
                                .flatMap(paid -> paid.isEmpty() ? named(claimed) : inferred(claimed, paid)))
                        .defaultIfEmpty(false))
                .as(transaction::transactional);
    }

    private Mono<Boolean> inferred(Recount recount, List<PaidPayment> paid) {
        Set<PaymentRef> refs = paid.stream().map(PaidPayment::ref).collect(Collectors.toSet());
        return payments.lock(refs)
                .then(ledger.ofPayments(refs).collectMultimap(Fact::subject, Fact::event))
                .flatMap(facts -> subscriptions.fold(
                        paid.stream()
                                .map(payment -> new Told(
                                        payment.ref(),
                                        facts.getOrDefault(payment.ref(), List.of()),
                                        payment.customerId()))
                                .toList(),
                        refs))
                .then(repository.progress(recount.after(paid.getLast().ref())))
                .thenReturn(true);
    }

    private Mono<Boolean> named(Recount recount) {
        return repository.subscriptions(recount, PART).collectList().flatMap(refs -> {
            if (refs.isEmpty()) {
                log.atInfo().addKeyValue("tenantId", recount.tenantId()).log("subscriptions were made anew");
                return repository.end(recount).thenReturn(false);
            }
            SubscriptionRef last = refs.getLast();
            return subscriptions
                    .refold(refs)
                    .then(repository.progress(recount.after(last)))
                    .thenReturn(true);
        });
    }
}
