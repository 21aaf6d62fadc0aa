package dev.correnteza.processor.customer;

import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.processor.customer.CustomerKey.Kind;
import dev.correnteza.processor.customer.Sighting.Telling;
import dev.correnteza.processor.ledger.EventRef;
import dev.correnteza.processor.ledger.PaymentRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the customers of one batch, one sighting after the other. Who shares a name is one customer, unless their documents
 * differ, or somebody decided that the name links nobody: then it is as if it were not told. The id of a customer is derived from
 * its strongest name, and from the least of several of that kind: it depends on what was told and not on what was told first.
 */
final class Recognition {
    /** Has the names that link nobody. */
    static final UUID NOBODY = new UUID(0, 0);

    private static final Comparator<CustomerKey> STRONGEST_FIRST =
            Comparator.comparing(CustomerKey::kind).thenComparing(CustomerKey::value);

    private final Map<CustomerKey, UUID> owners;
    private final Map<UUID, Set<CustomerKey>> names = new HashMap<>();
    private final Set<CustomerKey> newKeys = new HashSet<>();
    private final Map<UUID, UUID> replaced = new HashMap<>();
    private final Map<Object, UUID> bySubject = new HashMap<>();
    private final Map<UUID, Portrait> portraits = new HashMap<>();
    private final Set<ToldName> told = new LinkedHashSet<>();
    private final Set<UUID> stored;

    /** @param names all names of the customers who have one of those that this batch tells, and those of them that link nobody */
    Recognition(Map<CustomerKey, UUID> names) {
        this.owners = new HashMap<>(names);
        names.forEach((key, customerId) -> {
            if (!customerId.equals(NOBODY)) {
                namesOf(customerId).add(key);
            }
        });
        this.stored = Set.copyOf(names.values());
    }

    /** All names that a sighting tells. */
    static Set<CustomerKey> keysOf(Sighting sighting) {
        Set<CustomerKey> keys = new TreeSet<>(STRONGEST_FIRST);
        for (Telling telling : sighting.tellings()) {
            keys.addAll(CustomerKey.of(sighting.tenantId(), telling.customer()));
        }
        return keys;
    }

    void recognize(Sighting sighting) {
        Set<CustomerKey> keys = keysOf(sighting);
        keys.forEach(key -> note(sighting.subject(), key));
        keys.removeIf(this::linksNobody);
        if (keys.isEmpty()) {
            return;
        }
        Set<UUID> same = new HashSet<>();
        Set<CustomerKey> all = new TreeSet<>(STRONGEST_FIRST);
        CustomerKey strongest = keys.iterator().next();
        @Nullable CustomerKey document = strongest.kind() == Kind.DOCUMENT ? strongest : null;
        for (CustomerKey key : keys) {
            if (key.kind() == Kind.DOCUMENT && !key.equals(document)) {
                continue; // a customer has one
            }
            UUID owner = owners.get(key);
            if (owner == null) {
                all.add(key);
            } else if (same.contains(owner) || !isSomebodyElse(owner, document)) {
                same.add(owner);
                all.addAll(namesOf(owner));
                document = document == null ? documentOf(owner) : document;
            }
        }
        UUID customerId = idOf(all.iterator().next());
        for (CustomerKey key : all) {
            if (owners.put(key, customerId) == null) {
                newKeys.add(key);
            }
        }
        same.remove(customerId);
        same.forEach(old -> replace(old, customerId));
        namesOf(customerId).addAll(all);
        bySubject.put(sighting.subject(), customerId);
        for (Telling telling : sighting.tellings()) {
            portraits.merge(customerId, Portrait.of(sighting.tenantId(), telling), Portrait::with);
        }
    }

    /** Names that were free, with the customers who have them now. */
    Map<CustomerKey, UUID> newKeys() {
        Map<CustomerKey, UUID> claimed = new HashMap<>();
        newKeys.forEach(key -> claimed.put(key, owners.get(key)));
        return claimed;
    }

    /** Ids in the database that are no more, with those that took their place. */
    Map<UUID, UUID> replaced() {
        Map<UUID, UUID> known = new HashMap<>(replaced);
        known.keySet().retainAll(stored);
        known.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return known;
    }

    /** Those who were known by one of the names, each with a row of theirs. */
    Set<UUID> stored() {
        return stored;
    }

    /** What has to be known to recognize these anew, beside the payments of a customer. */
    Set<ToldName> told() {
        return told;
    }

    Map<Object, UUID> bySubject() {
        return Map.copyOf(bySubject);
    }

    Map<UUID, Portrait> portraits() {
        return Map.copyOf(portraits);
    }

    private void note(Object subject, CustomerKey key) {
        if (subject instanceof EventRef event) {
            told.add(new ToldName(event.eventId().toString(), false, key));
        } else if (subject instanceof PaymentRef payment && linksNobody(key)) {
            told.add(new ToldName(payment.paymentId(), true, key));
        }
    }

    private boolean linksNobody(CustomerKey key) {
        return NOBODY.equals(owners.get(key));
    }

    private void replace(UUID old, UUID customerId) {
        names.remove(old);
        replaced.replaceAll((from, to) -> to.equals(old) ? customerId : to);
        replaced.put(old, customerId);
        bySubject.replaceAll((subject, to) -> to.equals(old) ? customerId : to);
        Portrait portrait = portraits.remove(old);
        if (portrait != null) {
            portraits.merge(customerId, portrait, Portrait::with);
        }
    }

    private boolean isSomebodyElse(UUID customerId, @Nullable CustomerKey document) {
        CustomerKey known = documentOf(customerId);
        return document != null && known != null && !known.equals(document);
    }

    private @Nullable CustomerKey documentOf(UUID customerId) {
        return namesOf(customerId).stream()
                .filter(key -> key.kind() == Kind.DOCUMENT)
                .findFirst()
                .orElse(null);
    }

    private Set<CustomerKey> namesOf(UUID customerId) {
        return names.computeIfAbsent(customerId, id -> new TreeSet<>(STRONGEST_FIRST));
    }

    private static UUID idOf(CustomerKey key) {
        return DerivedId.customer(key.tenantId(), key.kind() + ":" + key.value());
    }

    /** A name that was told of the customer of a payment, or by an event without one. */
    record ToldName(String subject, boolean isPayment, CustomerKey key) {}
}
