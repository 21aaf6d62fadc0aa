package dev.correnteza.processor.ledger;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one fact that do not tell the same: a charge and its checkout session, a webhook and the history of its gateway. What one
 * of them leaves out another one tells. Where they contradict each other the lesser value counts, so that their order cannot matter;
 * values that mean something only together, such as an amount and its currency, are never taken from two.
 */
public final class Copies {
    private static final String UNKNOWN = "UNKNOWN";

    // Of the copy that came first: they say how it came, and nothing of what happened.
    private static final Set<String> OF_THE_COPY =
            Set.of("eventId", "lane", "gatewayEventType", "gatewayEventId", "receivedAt", "raw");

    private static final List<String> AMOUNTS =
            List.of("amountMinor", "netAmountMinor", "feeAmountMinor", "refundedAmountMinor");

    private Copies() {}

    /** Whether the other copy tells anything that the first does not tell so: nearly always it is the same record once more. */
    public static boolean isDifferent(PaymentEvent first, PaymentEvent other) {
        return first.getSchema().getFields().stream()
                .filter(field -> !OF_THE_COPY.contains(field.name()))
                .anyMatch(field -> {
                    Object told = known(other.get(field.pos()));
                    return told != null && !told.equals(first.get(field.pos()));
                });
    }

    /** What both tell; equal to the first where the other one tells nothing more. */
    public static PaymentEvent together(PaymentEvent first, PaymentEvent other) {
        PaymentEvent all = PaymentEvent.newBuilder(first).build();
        add(all, PaymentEvent.newBuilder(other).build());
        return all;
    }

    private static void add(SpecificRecord all, SpecificRecord more) {
        switch (all) {
            case PaymentEvent event -> alike(event, more, "currency", AMOUNTS);
            case Customer customer -> alike(customer, more, "document", List.of("documentType"));
            case Subscription subscription -> {
                List<String> others = subscription.getSchema().getFields().stream()
                        .map(Field::name)
                        .toList();
                alike(subscription, more, "id", others);
                alike(subscription, more, "interval", List.of("intervalCount"));
            }
            default -> {}
        }
        for (Field field : all.getSchema().getFields()) {
            if (!OF_THE_COPY.contains(field.name())) {
                all.put(field.pos(), lesser(all.get(field.pos()), more.get(field.pos())));
            }
        }
    }

    // Where they differ in the one, the others are of the copy whose one counts.
    private static void alike(SpecificRecord all, SpecificRecord more, String one, List<String> others) {
        Object mine = known(value(all, one));
        Object theirs = known(value(more, one));
        if (Objects.equals(mine, theirs)) {
            return;
        }
        boolean isMine = Objects.equals(lesser(mine, theirs), mine);
        SpecificRecord right = isMine ? all : more;
        SpecificRecord wrong = isMine ? more : all;
        for (String name : others) {
            wrong.put(wrong.getSchema().getField(name).pos(), value(right, name));
        }
    }

    private static @Nullable Object lesser(@Nullable Object one, @Nullable Object other) {
        Object mine = known(one);
        Object theirs = known(other);
        if (mine == null || theirs == null) {
            return mine != null || theirs == null ? one : other;
        }
        return switch (mine) {
            case SpecificRecord all -> {
                add(all, (SpecificRecord) theirs);
                yield all;
            }
            case Collection<?> list -> longer(list, (Collection<?>) theirs);
            case Enum<?> word -> word.name().compareTo(((Enum<?>) theirs).name()) <= 0 ? mine : theirs;
            case Comparable<?> value -> compare(value, theirs) <= 0 ? mine : theirs;
            default -> throw new IllegalStateException("no order of " + mine.getClass());
        };
    }

    private static Collection<?> longer(Collection<?> one, Collection<?> other) {
        int order = Integer.compare(other.size(), one.size());
        return order < 0 || (order == 0 && one.toString().compareTo(other.toString()) <= 0) ? one : other;
    }

    @SuppressWarnings("unchecked") // both are values of one field
    private static int compare(Comparable<?> one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static @Nullable Object known(@Nullable Object value) {
        return value instanceof Enum<?> word && word.name().equals(UNKNOWN) ? null : value;
    }

    private static @Nullable Object value(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }
}
