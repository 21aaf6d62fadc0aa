package dev.correnteza.processor.customer;

import dev.correnteza.processor.matching.ConcurrentBirth;
import dev.correnteza.processor.sql.Pipeline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

    /**
     * Recognizes the customers of these sightings and writes what was told of them. Part of the batch's transaction.
     *
     * @return who they are; fails with {@link ConcurrentBirth} when the batch has to be applied again
     */
    public Mono<Recognized> recognize(List<Sighting> sightings) {
        Set<CustomerKey> keys = new HashSet<>();
        sightings.forEach(sighting -> keys.addAll(Recognition.keysOf(sighting)));
        if (keys.isEmpty()) {
            return Mono.just(Recognized.NOBODY);
        }
        return repository.lockOwners(keys).flatMap(this::namesOfAll).flatMap(names -> {
            Recognition recognition = new Recognition(names);
            sightings.forEach(recognition::recognize);
            return write(recognition);
        });
    }

    private Mono<Map<CustomerKey, UUID>> namesOfAll(Map<CustomerKey, UUID> owners) {
        Map<CustomerKey, UUID> ofNobody = new HashMap<>(owners);
        ofNobody.values().removeIf(customerId -> !customerId.equals(Recognition.NOBODY));
        Set<UUID> people = new HashSet<>(owners.values());
        people.remove(Recognition.NOBODY);
        return people.isEmpty()
                ? Mono.just(ofNobody)
                : repository.names(people).doOnNext(names -> names.putAll(ofNobody));
    }

    private Mono<Recognized> write(Recognition recognition) {
        Map<UUID, UUID> replaced = recognition.replaced();
        Map<UUID, Portrait> portraits = new HashMap<>(recognition.portraits());
        Mono<Void> moved = replaced.isEmpty()
                ? Mono.empty()
                : repository
                        .replace(replaced)
                        .doOnNext(
                                old -> portraits.merge(replaced.get(old.customerId()), old.portrait(), Portrait::with))
                        .then();
        Mono<Void> written = Mono.defer(() -> portraits.isEmpty() ? Mono.empty() : repository.write(portraits));
        Mono<Void> told =
                Mono.defer(() -> recognition.told().isEmpty() ? Mono.empty() : repository.tell(recognition.told()));
        return Pipeline.of(List.of(claim(recognition.newKeys()), moved.then(written), told))
                .thenReturn(new Recognized(recognition.bySubject(), replaced));
    }

    private Mono<Void> claim(Map<CustomerKey, UUID> wanted) {
        if (wanted.isEmpty()) {
            return Mono.empty();
        }
        return repository.claim(wanted).count().flatMap(claimed -> {
            if (claimed == wanted.size()) {
                return Mono.empty();
            }
            return repository
                    .lockOwners(wanted.keySet())
                    .flatMap(owners -> owners.equals(wanted) ? Mono.empty() : Mono.error(new ConcurrentBirth()));
        });
    }
}
