package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.processor.customer.CustomerKey.Kind;
import dev.correnteza.processor.matching.ConcurrentBirth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Recognizes customers by document, e-mail or phone, in this order, inside their tenant. Two different documents are two people,
 * though they share an e-mail address.
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
     * @return customer ids by the subject of the sighting; sightings that identify nobody are left out. Fails with {@link
     *     ConcurrentBirth} when the batch has to be applied again
     */
    public Mono<Map<String, UUID>> recognize(List<Sighting> sightings) {
        Set<CustomerKey> keys = new HashSet<>();
        sightings.forEach(sighting -> keys.addAll(CustomerKey.of(sighting.tenantId(), sighting.customer())));
        if (keys.isEmpty()) {
            return Mono.just(Map.of());
        }
        return repository
                .owners(keys)
                .flatMap(owners -> documents(owners.values()).flatMap(documents -> {
                    Recognition recognition = new Recognition(owners, documents);
                    sightings.forEach(recognition::recognize);
                    return claim(recognition.newKeys)
                            .then(repository.write(recognition.told))
                            .thenReturn(recognition.bySubject);
                }));
    }

    private Mono<Map<UUID, String>> documents(Collection<UUID> customerIds) {
        return customerIds.isEmpty() ? Mono.just(Map.of()) : repository.documents(Set.copyOf(customerIds));
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
                    .owners(wanted.keySet())
                    .flatMap(owners -> owners.equals(wanted) ? Mono.empty() : Mono.error(new ConcurrentBirth()));
        });
    }

    private static final class Recognition {
        private final Map<CustomerKey, UUID> owners;
        private final Map<UUID, String> documents;
        private final Map<CustomerKey, UUID> newKeys = new HashMap<>();
        private final Map<UUID, Sighting> told = new HashMap<>();
        private final Map<String, UUID> bySubject = new HashMap<>();

        Recognition(Map<CustomerKey, UUID> owners, Map<UUID, String> documents) {
            this.owners = new HashMap<>(owners);
            this.documents = new HashMap<>(documents);
        }

        void recognize(Sighting sighting) {
            List<CustomerKey> keys = CustomerKey.of(sighting.tenantId(), sighting.customer());
            if (keys.isEmpty()) {
                return;
            }
            @Nullable String document = sighting.customer().getDocument();
            UUID customerId = find(keys, document).orElseGet(() -> born(keys.getFirst()));
            for (CustomerKey key : keys) {
                if (owners.putIfAbsent(key, customerId) == null) {
                    newKeys.put(key, customerId);
                }
            }
            if (document != null) {
                documents.putIfAbsent(customerId, document);
            }
            bySubject.put(sighting.subject(), customerId);
            told.merge(customerId, sighting, Recognition::merge);
        }

        private Optional<UUID> find(List<CustomerKey> keys, @Nullable String document) {
            for (CustomerKey key : keys) {
                UUID owner = owners.get(key);
                if (owner != null && (key.kind() == Kind.DOCUMENT || !isSomebodyElse(owner, document))) {
                    return Optional.of(owner);
                }
            }
            return Optional.empty();
        }

        private boolean isSomebodyElse(UUID customerId, @Nullable String document) {
            String known = documents.get(customerId);
            return document != null && known != null && !known.equals(document);
        }

        private static UUID born(CustomerKey key) {
            return DerivedId.customer(key.tenantId(), key.kind() + ":" + key.value());
        }

        // A statement may name a row only once: the later telling wins, and leaves what it does not know.
        private static Sighting merge(Sighting one, Sighting other) {
            boolean inOrder = one.at().isBefore(other.at());
            Sighting later = inOrder ? other : one;
            Sighting earlier = inOrder ? one : other;
            Customer merged = new Customer();
            Customer a = later.customer();
            Customer b = earlier.customer();
            merged.setName(a.getName() == null ? b.getName() : a.getName());
            merged.setEmail(a.getEmail() == null ? b.getEmail() : a.getEmail());
            merged.setPhone(a.getPhone() == null ? b.getPhone() : a.getPhone());
            merged.setAddress(a.getAddress() == null ? b.getAddress() : a.getAddress());
            Customer documented = a.getDocument() == null ? b : a;
            merged.setDocument(documented.getDocument());
            merged.setDocumentType(documented.getDocumentType());
            Sighting first = one.firstSeenAt().isBefore(other.firstSeenAt()) ? one : other;
            return new Sighting(later.subject(), later.tenantId(), merged, first.firstSeenAt(), later.at());
        }
    }
}
