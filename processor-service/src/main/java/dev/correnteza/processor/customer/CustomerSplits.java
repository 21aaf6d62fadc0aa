package dev.correnteza.processor.customer;

import dev.correnteza.processor.customer.RevisionRepository.Subject;
import dev.correnteza.processor.ledger.PaymentRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Names that link nobody, because somebody decided so: whoever shares one is a customer of their own by their other names, and who told
 * no other is nobody that is known. It holds for what is told before and after, in whatever order decisions and facts are read.
 */
@Component
public class CustomerSplits {
    private final SplitRepository repository;
    private final CustomerRepository customers;
    private final CustomerRevision revision;

    CustomerSplits(SplitRepository repository, CustomerRepository customers, CustomerRevision revision) {
        this.repository = repository;
        this.customers = customers;
        this.revision = revision;
    }

    /** Notes that a decision splits customers by these names, and splits them. */
    public Mono<Void> split(String tenantId, UUID decisionId, Collection<CustomerKey> names, Instant decidedAt) {
        return repository
                .add(decisionId, List.copyOf(names), decidedAt)
                .then(Mono.defer(() -> settle(tenantId, new HashSet<>(names))));
    }

    /** Takes such a decision back. One that is not known yet will find itself taken back. */
    public Mono<Void> takeBack(String tenantId, UUID decisionId) {
        return repository
                .namesOf(tenantId, decisionId)
                .collect(HashSet<CustomerKey>::new, Set::add)
                .flatMap(names -> names.isEmpty() ? Mono.empty() : settle(tenantId, names));
    }

    /** Whether the tenant has a decision of this id that splits customers. */
    public Mono<Boolean> isSplit(String tenantId, UUID decisionId) {
        return repository.namesOf(tenantId, decisionId).hasElements();
    }

    /** The names of a customer; empty where the tenant has none of this id. */
    public Mono<Set<CustomerKey>> namesOf(String tenantId, UUID customerId) {
        return customers
                .names(List.of(customerId))
                .map(Map::keySet)
                .filter(names -> names.stream().anyMatch(name -> name.tenantId().equals(tenantId)));
    }

    /** What a split would make of a customer; nothing is changed. */
    public Mono<List<Part>> rehearse(String tenantId, UUID customerId, Set<CustomerKey> names) {
        return revision.subjectsOf(tenantId, Set.of(customerId), names)
                .flatMap(subjects -> revision.sightings(tenantId, subjects).collectList())
                .flatMap(sightings -> others(customerId, sightings).map(others -> {
                    names.forEach(name -> others.put(name, Recognition.NOBODY));
                    return parts(sightings, others);
                }));
    }

    // Whoever shares a name and is somebody else by document, and what links nobody already.
    private Mono<Map<CustomerKey, UUID>> others(UUID customerId, List<Sighting> sightings) {
        Set<CustomerKey> told = new HashSet<>();
        sightings.forEach(sighting -> told.addAll(Recognition.keysOf(sighting)));
        return customers.owners(told).flatMap(owners -> {
            Map<CustomerKey, UUID> others = new HashMap<>(owners);
            others.values().removeIf(customerId::equals);
            Set<UUID> people = new HashSet<>(others.values());
            people.remove(Recognition.NOBODY);
            return people.isEmpty()
                    ? Mono.just(others)
                    : customers.names(people).map(names -> {
                        others.putAll(names);
                        return others;
                    });
        });
    }

    private static List<Part> parts(List<Sighting> sightings, Map<CustomerKey, UUID> others) {
        Recognition recognition = new Recognition(others);
        sightings.stream()
                .sorted(Comparator.comparing(sighting -> sighting.subject().toString()))
                .forEach(recognition::recognize);
        Map<Object, UUID> bySubject = recognition.bySubject();
        Map<String, Set<String>> payments = new TreeMap<>();
        for (Sighting sighting : sightings) {
            Set<String> of = payments.computeIfAbsent(
                    String.valueOf(bySubject.getOrDefault(sighting.subject(), Recognition.NOBODY)),
                    id -> new TreeSet<>());
            if (sighting.subject() instanceof PaymentRef payment) {
                of.add(payment.paymentId());
            }
        }
        return payments.entrySet().stream()
                .map(part -> new Part(
                        part.getKey().equals(Recognition.NOBODY.toString()) ? null : UUID.fromString(part.getKey()),
                        List.copyOf(part.getValue())))
                .toList();
    }

    private Mono<Void> settle(String tenantId, Set<CustomerKey> names) {
        return repository
                .counting(tenantId, names)
                .collect(HashSet<CustomerKey>::new, Set::add)
                .flatMap(counting -> customers.owners(names).flatMap(owners -> {
                    Set<UUID> torn = new HashSet<>();
                    Set<CustomerKey> back = new HashSet<>();
                    Set<CustomerKey> linking = new HashSet<>();
                    for (CustomerKey name : names) {
                        UUID owner = owners.get(name);
                        if (counting.contains(name)) {
                            linking.add(name);
                            if (owner != null && !owner.equals(Recognition.NOBODY)) {
                                torn.add(owner);
                            }
                        } else if (Recognition.NOBODY.equals(owner)) {
                            back.add(name);
                        }
                    }
                    return tear(tenantId, linking, torn).then(Mono.defer(() -> bringBack(tenantId, back)));
                }));
    }

    private Mono<Void> tear(String tenantId, Set<CustomerKey> linking, Set<UUID> torn) {
        Mono<Void> given = linking.isEmpty() ? Mono.empty() : repository.giveToNobody(linking);
        return given.then(torn.isEmpty() ? Mono.empty() : revision.revise(tenantId, torn, linking));
    }

    private Mono<Void> bringBack(String tenantId, Set<CustomerKey> back) {
        return back.isEmpty()
                ? Mono.empty()
                : repository
                        .tellersOf(tenantId, back)
                        .collectSortedList(
                                Comparator.comparing(Subject::isPayment).thenComparing(Subject::id))
                        .flatMap(subjects -> repository.free(back).then(revision.recognize(tenantId, subjects)));
    }

    /**
     * Whom a customer would be made of.
     *
     * @param customerId {@code null} for payments that told no other name
     */
    public record Part(@Nullable UUID customerId, List<String> paymentIds) {}
}
