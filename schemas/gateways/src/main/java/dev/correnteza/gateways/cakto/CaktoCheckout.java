package dev.correnteza.gateways.cakto;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A checkout that did not become an order. It has no name: whose it is, for which offer, and when. */
final class CaktoCheckout {
    private CaktoCheckout() {}

    static PaymentEvent normalize(String type, String eventName, JsonPayload checkout, EventSource source) {
        // An opened one may not know its customer yet.
        @Nullable
        String email =
                type.equals(CART_ABANDONED) ? checkout.requiredText("customerEmail") : checkout.text("customerEmail");
        String offer = Objects.requireNonNullElse(checkout.at("offer").text("id"), "");
        String subject = Objects.requireNonNullElse(email, "").toLowerCase(Locale.ROOT) + "/" + offer;
        String occurrence = Objects.requireNonNullElse(checkout.text("createdAt"), "");
        PaymentEvent event = source.each(type, eventName, subject, occurrence, CaktoOrder.time(checkout, "createdAt"));
        event.setCustomer(CaktoCustomer.ofCheckout(checkout));
        event.setItems(List.of(CaktoOrder.item(checkout)));
        CaktoOrigin.read(checkout, event);
        return event;
    }
}
