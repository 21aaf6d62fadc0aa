package dev.correnteza.gateways.efi;

import static dev.correnteza.events.type.EventType.OTHER;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a webhook of EFI means: one event for each Pix, or for each of its refunds. */
final class EfiNormalizer {
    private static final String LIST = "pix";
    private static final String TEST = "teste_webhook";

    private EfiNormalizer() {}

    static Normalization normalize(JsonPayload body, EventSource source) {
        List<JsonPayload> items = all(body, LIST);
        if (items.isEmpty()) {
            return new Understood(List.of(test(body, source)));
        }
        List<PaymentEvent> events = new ArrayList<>();
        @Nullable NotUnderstoodException first = null;
        for (JsonPayload item : items) {
            for (Supplier<PaymentEvent> fact : facts(item, source)) {
                try {
                    events.add(fact.get());
                } catch (NotUnderstoodException e) {
                    first = first == null ? e : first;
                }
            }
        }
        if (first == null) {
            return new Understood(events);
        }
        NotUnderstood rest = first.asResult();
        return events.isEmpty() ? rest : new PartlyUnderstood(events, rest);
    }

    /** The objects of a list; the one object where no list was made of it. */
    private static List<JsonPayload> all(JsonPayload from, String name) {
        JsonPayload single = from.at(name);
        return single.isPresent() ? List.of(single) : from.each(name);
    }

    private static List<Supplier<PaymentEvent>> facts(JsonPayload item, EventSource source) {
        if (EfiPayout.isSent(item)) {
            return List.of(() -> EfiPayout.read(item, source));
        }
        List<JsonPayload> refunds = all(item, "devolucoes");
        List<Supplier<PaymentEvent>> facts = new ArrayList<>();
        if (refunds.stream().allMatch(EfiRefund::isCashHandedOut)) {
            facts.add(() -> EfiPix.paid(item, source));
        }
        refunds.forEach(refund -> facts.add(() -> EfiRefund.read(item, refund, source)));
        return facts;
    }

    private static PaymentEvent test(JsonPayload body, EventSource source) {
        // Lists of Pix Automático: about money, and of another contract.
        for (String other : List.of("recs", "cobsr")) {
            if (body.has(other)) {
                throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, other);
            }
        }
        if (body.text(LIST) != null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, LIST);
        }
        // Nothing tells one test from the next but what it calls itself.
        String words = Objects.requireNonNullElse(body.text("evento"), TEST);
        return source.each(OTHER, words, "webhook", words, null);
    }
}
