package dev.correnteza.processor.matching;

import dev.correnteza.events.PaymentEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the payments of a batch of events, and gives birth to those that nobody knows yet. */
@Component
public class Matcher {
    private final PaymentKeyRepository keys;
    private final PaymentIdPrefixes prefixes;

    Matcher(PaymentKeyRepository keys, PaymentIdPrefixes prefixes) {
        this.keys = keys;
        this.prefixes = prefixes;
    }

    /**
     * The payment of each event, by event id. Part of the batch's transaction: names that are given away here hold until it ends.
     *
     * @param events about payments, in the order they were read
     * @return fails with {@link ConcurrentBirth} when the batch has to be applied again
     */
    public Mono<Map<String, Match>> match(List<PaymentEvent> events) {
        if (events.isEmpty()) {
            return Mono.just(Map.of());
        }
        Set<PaymentKey> wanted = new HashSet<>();
        events.forEach(event -> wanted.addAll(PaymentKey.of(event)));
        return keys.owners(wanted)
                .flatMap(owners -> known(owners.values()).flatMap(transactions -> {
                    Resolution resolution = new Resolution(owners, transactions, prefixes);
                    Map<String, Match> matches = new HashMap<>();
                    for (PaymentEvent event : events) {
                        matches.put(event.getEventId(), resolution.resolve(event));
                    }
                    return claim(resolution.newKeys()).thenReturn(matches);
                }));
    }

    private Mono<Map<String, Set<String>>> known(Collection<String> paymentIds) {
        if (paymentIds.isEmpty()) {
            return Mono.just(Map.of());
        }
        return keys.transactionsOf(paymentIds)
                .collect(
                        HashMap::new,
                        (byPayment, entry) -> byPayment
                                .computeIfAbsent(entry.getValue(), paymentId -> new HashSet<>())
                                .add(entry.getKey().value()));
    }

    private Mono<Void> claim(Map<PaymentKey, String> wanted) {
        if (wanted.isEmpty()) {
            return Mono.empty();
        }
        return keys.claim(wanted).count().flatMap(claimed -> {
            if (claimed == wanted.size()) {
                return Mono.empty();
            }
            // Somebody else was faster with one of the names. That is harmless when it is the same payment.
            return keys.owners(wanted.keySet())
                    .flatMap(owners -> owners.equals(wanted) ? Mono.empty() : Mono.error(new ConcurrentBirth()));
        });
    }
}
