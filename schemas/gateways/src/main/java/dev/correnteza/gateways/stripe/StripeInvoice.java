package dev.correnteza.gateways.stripe;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an invoice: to its payment, and to its subscription. */
final class StripeInvoice {
    private StripeInvoice() {}

    static List<PaymentEvent> read(StripeEvent event) {
        String status =
                event.object().text("status") == null ? "" : event.object().requiredText("status");
        return switch (event.type() + "/" + status) {
            // Two names for one fact.
            case "invoice.paid/paid", "invoice.payment_succeeded/paid" -> paid(event);
            case "invoice.payment_failed/open", "invoice.payment_failed/uncollectible" -> List.of(failed(event));
            default ->
                switch (event.type()) {
                    case "invoice.created",
                            "invoice.deleted",
                            "invoice.finalization_failed",
                            "invoice.finalized",
                            "invoice.marked_uncollectible",
                            "invoice.overdue",
                            "invoice.payment_action_required",
                            "invoice.sent",
                            "invoice.upcoming",
                            "invoice.updated",
                            "invoice.voided",
                            "invoice.will_be_due" -> List.of(event.other());
                    default -> throw event.unknownStatus(status);
                };
        };
    }

    private static List<PaymentEvent> paid(StripeEvent event) {
        JsonPayload invoice = event.object();
        List<PaymentEvent> events = new ArrayList<>();
        @Nullable String intent = intent(invoice);
        if (intent != null) {
            PaymentEvent payment = event.ofPayment(PAYMENT_PAID, words(event), intent);
            String currency = StripeAmounts.currency(invoice);
            EventSource.setAmount(payment, StripeAmounts.required(invoice, currency, "amount_paid"));
            payment.setItems(items(invoice));
            events.add(payment);
        }
        @Nullable String subscription = subscription(invoice);
        @Nullable String reason = invoice.text("billing_reason");
        if (subscription != null && "subscription_create".equals(reason)) {
            events.add(event.once(SUBSCRIPTION_STARTED, words(event), subscription));
        } else if (subscription != null && "subscription_cycle".equals(reason)) {
            events.add(event.each(SUBSCRIPTION_RENEWED, words(event), subscription, invoice.requiredText("id")));
        } else if (events.isEmpty()) {
            events.add(event.other());
        }
        events.forEach(told -> complete(told, invoice, subscription));
        return events;
    }

    private static PaymentEvent failed(StripeEvent event) {
        JsonPayload invoice = event.object();
        @Nullable String subscription = subscription(invoice);
        // The first charge of a subscription that failed: it never began.
        boolean renewal = "subscription_cycle".equals(invoice.text("billing_reason"));
        PaymentEvent told = subscription != null && renewal
                ? event.each(SUBSCRIPTION_PAST_DUE, words(event), subscription, invoice.requiredText("id"))
                : event.other();
        complete(told, invoice, subscription);
        return told;
    }

    private static void complete(PaymentEvent event, JsonPayload invoice, @Nullable String subscription) {
        if (subscription != null) {
            Subscription of = new Subscription();
            of.setId(subscription);
            of.setInterval(SubscriptionInterval.UNKNOWN);
            event.setSubscription(of);
        }
        event.setCustomer(StripeCustomer.ofInvoice(invoice));
        StripeMetadata.read(
                event,
                invoice.at("metadata"),
                invoice.at("subscription_details").at("metadata"),
                invoice.at("parent").at("subscription_details").at("metadata"));
    }

    private static String words(StripeEvent event) {
        @Nullable String reason = event.object().text("billing_reason");
        return reason == null ? event.type() : event.type() + "/" + reason;
    }

    private static @Nullable String intent(JsonPayload invoice) {
        @Nullable String intent = StripeEvent.reference(invoice, "payment_intent");
        if (intent != null) {
            return intent;
        }
        List<JsonPayload> payments = invoice.at("payments").each("data");
        return payments.size() == 1 ? StripeEvent.reference(payments.getFirst().at("payment"), "payment_intent") : null;
    }

    private static @Nullable String subscription(JsonPayload invoice) {
        @Nullable String subscription = StripeEvent.reference(invoice, "subscription");
        return subscription == null
                ? StripeEvent.reference(invoice.at("parent").at("subscription_details"), "subscription")
                : subscription;
    }

    private static List<Item> items(JsonPayload invoice) {
        return invoice.at("lines").each("data").stream()
                .map(line -> {
                    JsonPayload pricing = line.at("pricing").at("price_details");
                    @Nullable String product = StripeEvent.reference(line.at("price"), "product");
                    @Nullable String price = StripeEvent.reference(line, "price");
                    @Nullable Integer quantity = line.count("quantity");
                    Item item = new Item();
                    item.setProductId(product == null ? pricing.text("product") : product);
                    item.setOfferId(price == null ? pricing.text("price") : price);
                    item.setName(line.text("description"));
                    item.setQuantity(quantity == null ? 1 : quantity);
                    return item;
                })
                .toList();
    }
}
