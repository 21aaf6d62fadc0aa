package dev.correnteza.processor.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.processor.customer.Sighting.Telling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecognitionTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @Property(tries = 2_000)
    void recognizesTheSamePeopleInAnyOrderAndInBatchesOfAnySize(@ForAll Random random) {
        // Each number is a person with one document and several weaker names; each sighting tells some of them.
        List<Sighting> sightings = new ArrayList<>(IntStream.range(0, 12)
                .mapToObj(i -> someOf(random, "payment-" + i, random.nextInt(4)))
                .toList());
        Books one = new Books();
        sightings.forEach(sighting -> one.apply(List.of(sighting)));

        Collections.shuffle(sightings, random);
        Books other = new Books();
        for (int from = 0; from < sightings.size(); ) {
            int to = Math.min(sightings.size(), from + 1 + random.nextInt(5));
            other.apply(sightings.subList(from, to));
            from = to;
        }

        assertThat(other.names).isEqualTo(one.names);
        assertThat(other.subjects).isEqualTo(one.subjects);
        assertThat(other.portraits).isEqualTo(one.portraits);
    }

    @Test
    void takesTwoDocumentsForTwoPeopleThoughTheyShareAnAddress() {
        Books books = new Books();

        books.apply(List.of(sighting("one", "11111111111", "home@example.com", null)));
        books.apply(List.of(sighting("other", "22222222222", "home@example.com", null)));

        assertThat(books.subjects.get("one")).isNotEqualTo(books.subjects.get("other"));
        assertThat(books.portraits).hasSize(2);
    }

    @Test
    void joinsTwoWhoTurnOutToBeOne() {
        Books books = new Books();

        books.apply(List.of(sighting("by-mail", null, "ana@example.com", null)));
        books.apply(List.of(sighting("by-phone", null, null, "+5511987654321")));
        assertThat(books.portraits).hasSize(2);
        books.apply(List.of(sighting("by-both", null, "ana@example.com", "+5511987654321")));

        assertThat(books.portraits).hasSize(1);
        assertThat(books.subjects.values()).containsOnly(books.subjects.get("by-both"));
    }

    @Test
    void leavesOutWhoCannotBeRecognized() {
        Books books = new Books();

        books.apply(List.of(sighting("nobody", null, null, null)));

        assertThat(books.subjects).isEmpty();
    }

    private static Sighting someOf(Random random, String subject, int person) {
        return new Sighting(
                subject,
                "tenant-1",
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> telling(
                                random.nextInt(3) == 0 ? "0000000000" + person : null,
                                random.nextBoolean() ? random.nextInt(3) + "@" + person : null,
                                random.nextInt(3) == 0 ? "+" + person : null,
                                random.nextInt(5)))
                        .toList());
    }

    private static Sighting sighting(
            String subject, @Nullable String document, @Nullable String email, @Nullable String phone) {
        return new Sighting(subject, "tenant-1", List.of(telling(document, email, phone, 0)));
    }

    private static Telling telling(
            @Nullable String document, @Nullable String email, @Nullable String phone, int minute) {
        Customer customer = new Customer();
        customer.setDocument(document);
        customer.setDocumentType(DocumentType.CPF);
        customer.setEmail(email);
        customer.setPhone(phone);
        return new Telling(customer, TIME.plusSeconds(60L * minute));
    }

    /** What the tables hold. */
    private static final class Books {
        private final Map<CustomerKey, UUID> names = new HashMap<>();
        private final Map<Object, UUID> subjects = new HashMap<>();
        private final Map<UUID, Portrait> portraits = new HashMap<>();

        void apply(List<Sighting> batch) {
            Recognition recognition = new Recognition(Map.copyOf(names));
            batch.forEach(recognition::recognize);
            names.putAll(recognition.newKeys());
            subjects.putAll(recognition.bySubject());
            recognition.replaced().forEach((old, now) -> {
                names.replaceAll((key, customerId) -> customerId.equals(old) ? now : customerId);
                subjects.replaceAll((subject, customerId) -> customerId.equals(old) ? now : customerId);
                Portrait portrait = portraits.remove(old);
                if (portrait != null) {
                    portraits.merge(now, portrait, Portrait::with);
                }
            });
            recognition.portraits().forEach((customerId, told) -> portraits.merge(customerId, told, Portrait::with));
        }
    }
}
