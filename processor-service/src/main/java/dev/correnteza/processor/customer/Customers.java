package dev.correnteza.processor.customer;

import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.sql.Pipeline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Recognizes customers by document, e-mail or phone, in this order, inside their tenant. Two different documents are two people,
 * though they share an e-mail address; such an address alone tells of the one who was known by it first.
 */
@Component
public class Customers {
    private final CustomerRepository repository;

    Customers(CustomerRepository repository) {
        this.repository = repository;
    }

    /** Recognizes the customers of these sightings. Part of the batch's transaction, which has to write what was told of them. */
    public Mono<Recognized> recognize(List<Sighting> sightings) {
        Set<CustomerKey> keys = new HashSet<>();
        sightings.forEach(sighting -> keys.addAll(Recognition.keysOf(sighting)));
        if (keys.isEmpty()) {
            return Mono.just(Recognized.NOBODY);
        }
        return repository.allNames(keys).map(names -> {
            Recognition recognition = new Recognition(names);
            sightings.forEach(recognition::recognize);
            return new Recognized(
                    recognition.bySubject(), recognition.replaced(), Mono.defer(() -> write(recognition)));
        });
    }

    private Mono<Void> write(Recognition recognition) {
        Map<UUID, Portrait> portraits = new HashMap<>(recognition.portraits());
        Mono<Void> told =
                Mono.defer(() -> recognition.told().isEmpty() ? Mono.empty() : repository.tell(recognition.told()));
        return Pipeline.of(List.of(
                claim(recognition.newKeys()),
                replace(recognition.replaced(), portraits)
                        .then(Mono.defer(() -> write(portraits, recognition.stored()))),
                told));
    }

    private Mono<Void> replace(Map<UUID, UUID> replaced, Map<UUID, Portrait> portraits) {
        if (replaced.isEmpty()) {
            return Mono.empty();
        }
        return repository.replace(replaced).flatMap(removed -> {
            removed.forEach(old -> portraits.merge(replaced.get(old.customerId()), old.portrait(), Portrait::with));
            return removed.size() == replaced.size() ? Mono.empty() : Mono.error(new ConcurrentBirth());
        });
    }

    // Reading names locks nobody: that a customer who was known by one is still there shows when their row is written.
    private Mono<Void> write(Map<UUID, Portrait> portraits, Set<UUID> stored) {
        return portraits.isEmpty()
                ? Mono.empty()
                : repository
                        .write(portraits)
                        .any(stored::contains)
                        .flatMap(isGone -> isGone ? Mono.error(new ConcurrentBirth()) : Mono.empty());
    }

    private Mono<Void> claim(Map<CustomerKey, UUID> wanted) {
        if (wanted.isEmpty()) {
            return Mono.empty();
        }
        return repository.claim(wanted).collect(Collectors.toSet()).flatMap(claimed -> {
            Map<CustomerKey, UUID> taken = new HashMap<>(wanted);
            taken.keySet().removeAll(claimed);
            return taken.isEmpty()
                    ? Mono.empty()
                    : repository
                            .lockOwners(taken.keySet())
                            .flatMap(owners -> owners.equals(taken) ? Mono.empty() : Mono.error(new ConcurrentBirth()));
        });
    }
}
