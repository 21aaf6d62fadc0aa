package dev.correnteza.processor.subscription;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.ledger.LedgerRepository.Fact;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.plan.KnownPlanRules;
import dev.correnteza.processor.plan.PlanRules;
import dev.correnteza.processor.subscription.Inference.Inferred;
import dev.correnteza.processor.subscription.SubscriptionRepository.KnownSubscription;
import dev.correnteza.processor.subscription.SubscriptionRepository.SubscriptionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes the subscriptions that a batch tells of anew: those that events name, and those that orders are taken for. Part of the
 * batch's transaction, with the payments locked; a batch that tells of none costs no statement.
 */
@Component
public class Subscriptions {
    private final SubscriptionRepository repository;
    private final LedgerRepository ledger;
    private final KnownPlanRules knownRules;

    Subscriptions(SubscriptionRepository repository, LedgerRepository ledger, KnownPlanRules knownRules) {
        this.repository = repository;
        this.ledger = ledger;
        this.knownRules = knownRules;
    }

    /**
     * Folds the subscriptions that these facts are about.
     *
     * @param told payments with all their facts, and new events that are about no payment
     * @param refolded payments of which facts may have gone, whether they are among those told or not
     */
    public Mono<Void> fold(Collection<Told> told, Set<PaymentRef> refolded) {
        boolean isSilent = refolded.isEmpty() && told.stream().allMatch(Told::isSilent);
        return isSilent
                ? Mono.empty()
                : knownRules.current().flatMap(rules -> new Folding(rules, told, refolded).run());
    }

    /** Folds these subscriptions again, for another reason than new facts. */
    Mono<Void> refold(Collection<SubscriptionRef> refs) {
        return knownRules.current().flatMap(rules -> {
            Folding folding = new Folding(rules, List.of(), Set.of());
            refs.forEach(ref -> folding.name(ref, ""));
            return folding.run();
        });
    }

    /** The paid charges of a subscription, by all that is known now; none where nothing is known of it. */
    Mono<List<Cycle>> cycles(SubscriptionRef ref) {
        return ledger.ofSubscriptions(List.of(ref))
                .map(Folding::fact)
                .collectList()
                .zipWith(knownRules.current())
                .map(read -> read.getT1().isEmpty()
                        ? List.of()
                        : SubscriptionFold.of(
                                        read.getT1(),
                                        ref.subscriptionId(),
                                        read.getT2().getOrDefault(ref.tenantId(), PlanRules.NONE))
                                .cycles());
    }

    /** Writes the ids of customers that took the place of others. */
    public Mono<Void> replaceCustomers(Map<UUID, UUID> replaced) {
        return repository.replaceCustomers(replaced);
    }

    /**
     * What a batch tells of a payment, or one event that is about none.
     *
     * @param facts all that are known of the payment
     * @param customerId who pays; {@code null} where that is not known
     */
    public record Told(
            @Nullable PaymentRef payment,
            Collection<PaymentEvent> facts,
            @Nullable UUID customerId) {

        // Without a name and without anything sold there is nothing to tell a subscription by.
        private boolean isSilent() {
            return facts.stream()
                    .allMatch(event ->
                            event.getSubscription() == null && event.getItems().isEmpty());
        }

        @Override
        public String toString() {
            return "Told[" + payment + "]";
        }
    }

    /** One batch's. */
    private final class Folding {
        private final Map<String, PlanRules> rules;
        private final Map<SubscriptionRef, KnownSubscription> known = new HashMap<>();
        private final Payers payers = new Payers();
        private final Map<PaymentRef, SubscriptionRef> inferred = new HashMap<>();
        private final Set<PaymentRef> inQuestion;

        Folding(Map<String, PlanRules> rules, Collection<Told> told, Set<PaymentRef> refolded) {
            this.rules = rules;
            this.inQuestion = new HashSet<>(refolded);
            told.forEach(this::read);
        }

        Mono<Void> run() {
            Mono<Map<PaymentRef, SubscriptionRef>> before =
                    inQuestion.isEmpty() ? Mono.just(Map.of()) : repository.inferred(inQuestion);
            return before.flatMap(charges -> {
                charges.values().forEach(ref -> known.putIfAbsent(ref, new KnownSubscription(ref, "")));
                return known.isEmpty()
                        ? Mono.empty()
                        : repository.lock(known.values()).then(link(charges)).then(write());
            });
        }

        private void read(Told one) {
            one.facts().stream()
                    .findAny()
                    .ifPresent(any ->
                            payers.add(one.payment() == null ? EventRef.of(any) : one.payment(), one.customerId()));
            // Earlier facts too: now the customer may be known of a charge that told its subscription before.
            one.facts().stream()
                    .filter(event -> event.getSubscription() != null)
                    .forEach(event -> name(
                            new SubscriptionRef(
                                    event.getTenantId(),
                                    event.getAccountId(),
                                    event.getSubscription().getId()),
                            event.getGateway()));
            PaymentRef payment = one.payment();
            if (payment != null) {
                PlanRules ofTenant = rulesOf(payment.tenantId());
                Inference.of(one.facts(), ofTenant).ifPresent(charge -> infer(payment, charge));
                if (inferred.containsKey(payment) || Inference.isPossible(one.facts(), ofTenant)) {
                    inQuestion.add(payment);
                }
            }
        }

        private void infer(PaymentRef payment, Inferred charge) {
            inferred.put(payment, charge.ref());
            name(charge.ref(), charge.gateway());
        }

        private void name(SubscriptionRef ref, String gateway) {
            known.put(ref, new KnownSubscription(ref, gateway));
        }

        private Mono<Void> link(Map<PaymentRef, SubscriptionRef> before) {
            Map<PaymentRef, SubscriptionRef> changed = new HashMap<>(inferred);
            changed.entrySet().removeAll(before.entrySet());
            Set<PaymentRef> gone = new HashSet<>(before.keySet());
            gone.removeAll(inferred.keySet());
            Mono<Void> linked = changed.isEmpty() ? Mono.empty() : repository.infer(changed);
            return gone.isEmpty() ? linked : linked.then(repository.removeInferred(gone));
        }

        private Mono<Void> write() {
            return ledger.ofSubscriptions(known.keySet())
                    .collectMultimap(fact -> fact.subject().subscription(), Folding::fact)
                    .flatMap(facts -> {
                        List<SubscriptionRow> rows = new ArrayList<>();
                        facts.forEach((ref, ofOne) -> rows.add(row(ref, ofOne)));
                        Mono<Void> written = rows.isEmpty() ? Mono.empty() : repository.write(rows);
                        return rows.size() == known.size()
                                ? written
                                : written.then(repository.removeEmpty(known.keySet()));
                    });
        }

        private SubscriptionRow row(SubscriptionRef ref, Collection<SubscriptionFact> facts) {
            SubscriptionState state = SubscriptionFold.of(facts, ref.subscriptionId(), rulesOf(ref.tenantId()));
            return new SubscriptionRow(ref, state, reason(ref, facts), payers.of(ref, facts));
        }

        /** Why its orders were taken for a subscription: by the first of the reasons that they have. */
        private @Nullable String reason(SubscriptionRef ref, Collection<SubscriptionFact> facts) {
            boolean isNamed = facts.stream()
                    .map(fact -> fact.event().getSubscription())
                    .anyMatch(named -> named != null && named.getId().equals(ref.subscriptionId()));
            return isNamed
                    ? null
                    : facts.stream()
                            .filter(fact -> fact.paymentId() != null)
                            .collect(Collectors.groupingBy(
                                    SubscriptionFact::paymentId,
                                    Collectors.mapping(SubscriptionFact::event, Collectors.toList())))
                            .values()
                            .stream()
                            .map(charge -> Inference.of(charge, rulesOf(ref.tenantId())))
                            .flatMap(Optional::stream)
                            .map(Inferred::reason)
                            .min(Comparator.naturalOrder())
                            .map(Enum::name)
                            .orElse(null);
        }

        private PlanRules rulesOf(String tenantId) {
            return rules.getOrDefault(tenantId, PlanRules.NONE);
        }

        private static SubscriptionFact fact(Fact<LedgerRepository.Charged> fact) {
            return new SubscriptionFact(fact.subject().paymentId(), fact.event());
        }
    }
}
