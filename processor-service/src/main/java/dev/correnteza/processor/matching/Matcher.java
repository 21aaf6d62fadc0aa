package dev.correnteza.processor.matching;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.sql.Concurrency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
     * The payment of each event. Part of the batch's transaction.
     *
     * @param events about payments, in the order they were read
     * @param known events whose payments are known, and that tell more names than before
     * @param concurrency how names are claimed
     */
    public Mono<Matched> match(List<PaymentEvent> events, Map<PaymentEvent, String> known, Concurrency concurrency) {
        if (events.isEmpty() && known.isEmpty()) {
            return Mono.just(new Matched(Map.of(), Mono.empty()));
        }
        Set<PaymentKey> wanted = new HashSet<>();
        Stream.concat(events.stream(), known.keySet().stream()).forEach(event -> wanted.addAll(PaymentKey.of(event)));
        return keys.owners(wanted).map(owners -> {
            Resolution resolution = new Resolution(owners, prefixes);
            known.forEach(resolution::learn);
            Map<EventRef, Match> matches = new HashMap<>();
            for (PaymentEvent event : events) {
                matches.put(EventRef.of(event), resolution.resolve(event));
            }
            return new Matched(matches, Mono.defer(() -> claim(resolution.newKeys(), concurrency)));
        });
    }

    /**
     * Gives a payment that is being created here its names before anybody else can know them: a webhook that is read before the
     * event of its creation finds them. Part of the caller's transaction.
     *
     * @param created names the payment by our id and token
     */
    public Mono<Void> reserve(PaymentEvent created) {
        Map<PaymentKey, String> names = new HashMap<>();
        PaymentKey.finding(created).forEach(key -> names.put(key, created.getPaymentId()));
        return claim(names, Concurrency.GUARDED);
    }

    private Mono<Void> claim(Map<PaymentKey, String> wanted, Concurrency concurrency) {
        if (wanted.isEmpty()) {
            return Mono.empty();
        }
        return keys.claim(wanted, concurrency).flatMap(claimed -> {
            if (claimed == wanted.size()) {
                return Mono.empty();
            }
            // Somebody else was faster with one of the names. That is harmless when it is the same payment.
            return keys.owners(wanted.keySet())
                    .flatMap(owners -> owners.entrySet().containsAll(wanted.entrySet())
                            ? Mono.empty()
                            : Mono.error(new ConcurrentBirth()));
        });
    }

    /**
     * What was found.
     *
     * @param matches by event
     * @param claim gives away the names that were free, in the same transaction, where they hold until it ends; fails with
     *     {@link ConcurrentBirth} when the batch has to be applied again
     */
    public record Matched(Map<EventRef, Match> matches, Mono<Void> claim) {}
}
