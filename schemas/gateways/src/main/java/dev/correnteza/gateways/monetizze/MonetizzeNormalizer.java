package dev.correnteza.gateways.monetizze;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.monetizze.MonetizzePost.Part;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a post of Monetizze means: one event each. */
final class MonetizzeNormalizer {
    private static final String PANEL_TEST_PRODUCT = "X-Wing";
    private static final String NO_SALE = "-";

    private MonetizzeNormalizer() {}

    static PaymentEvent normalize(MonetizzePost post, EventSource source) {
        String words = eventCode(post) + "/"
                + Objects.requireNonNullElse(post.part("venda").text("codigo_status"), NO_SALE);
        if (PANEL_TEST_PRODUCT.equalsIgnoreCase(post.part("produto").text("nome"))) {
            return other(post, source, words + " (panel test)");
        }
        String type = type(words, post.part("assinatura").integer("parcela"));
        return switch (type) {
            case SUBSCRIPTION_STARTED, SUBSCRIPTION_RENEWED, SUBSCRIPTION_PAST_DUE, SUBSCRIPTION_CANCELED ->
                subscription(type, words, post, source);
            case CART_ABANDONED -> abandonedCart(words, post, source);
            case OTHER -> other(post, source, words);
            default -> payment(type, words, post, source);
        };
    }

    private static String eventCode(MonetizzePost post) {
        @Nullable String code = post.part("tipoEvento").text("codigo");
        return code == null ? post.root().requiredText("postback_evento") : code;
    }

    private static String type(String words, @Nullable Integer charge) {
        return switch (words) {
            case "1/1" -> PAYMENT_PENDING;
            // 6 is 30 days later: the same sale, paid at the same time.
            case "2/2", "2/6", "6/6", "6/2" -> PAYMENT_PAID;
            case "3/3" -> PAYMENT_CANCELED;
            case "4/4" -> PAYMENT_REFUNDED;
            case "5/5" -> PAYMENT_DISPUTED;
            case "7/-", "7/7" -> CART_ABANDONED;
            default -> ofNoSale(words, charge);
        };
    }

    // About something else than the sale whose state comes along.
    private static String ofNoSale(String words, @Nullable Integer charge) {
        int slash = words.indexOf('/');
        boolean known = switch (words.substring(slash + 1)) {
            case "1", "2", "3", "4", "5", "6", NO_SALE -> true;
            default -> false;
        };
        if (!known) {
            throw unknown(words);
        }
        return switch (words.substring(0, slash)) {
            case "101" -> charge == null || charge <= 1 ? SUBSCRIPTION_STARTED : SUBSCRIPTION_RENEWED;
            case "102" -> SUBSCRIPTION_PAST_DUE;
            case "103" -> SUBSCRIPTION_CANCELED;
            // Waiting, recovery of instalments, tracking of a parcel; hidden, card and boleto tell no state.
            case "104", "105", "106", "120", "8", "98", "99" -> OTHER;
            default -> throw unknown(words);
        };
    }

    private static PaymentEvent payment(String type, String words, MonetizzePost post, EventSource source) {
        Part sale = post.part("venda");
        String id = sale.payload().requiredText(sale.name("codigo"));
        @Nullable String charge = post.part("assinatura").text("parcela");
        @Nullable Instant occurredAt = occurredAt(type, sale);
        PaymentEvent event = charge == null
                ? source.once(type, words, id, occurredAt)
                : source.each(type, words, id, charge, occurredAt);
        event.setGatewayTransactionId(id);
        MonetizzeSale.read(post, event);
        event.setCustomer(MonetizzeCustomer.of(post.part("comprador")));
        event.setSubscription(MonetizzeSubscription.of(post));
        MonetizzeSource.read(sale, event);
        return event;
    }

    private static PaymentEvent subscription(String type, String words, MonetizzePost post, EventSource source) {
        Part from = post.part("assinatura");
        String id = from.payload().requiredText(from.name("codigo"));
        PaymentEvent event = type.equals(SUBSCRIPTION_STARTED)
                ? source.once(type, words, id, Times.iso(from.payload(), from.name("data_assinatura"), Times.SAO_PAULO))
                : source.each(type, words, id, Objects.requireNonNullElse(from.text("parcela"), ""), null);
        if (type.equals(SUBSCRIPTION_PAST_DUE)) {
            event.setGatewayTransactionId(post.part("venda").text("codigo"));
        }
        event.setCustomer(MonetizzeCustomer.of(post.part("comprador")));
        event.setSubscription(MonetizzeSubscription.of(post));
        MonetizzeSource.read(post.part("venda"), event);
        return event;
    }

    // Carts have no name and no time: whose it is, for what, and the way back to it.
    private static PaymentEvent abandonedCart(String words, MonetizzePost post, EventSource source) {
        Part customer = post.part("comprador");
        Part product = post.part("produto");
        String subject = customer.payload().requiredText(customer.name("email")).toLowerCase(Locale.ROOT) + "/"
                + product.payload().requiredText(product.name("codigo"));
        String occurrence = Objects.requireNonNullElse(post.root().text("url_recuperacao"), "");
        PaymentEvent event = source.each(CART_ABANDONED, words, subject, occurrence, null);
        event.setCustomer(MonetizzeCustomer.of(customer));
        event.setItems(MonetizzeSale.items(post));
        MonetizzeSource.read(post.part("venda"), event);
        return event;
    }

    private static PaymentEvent other(MonetizzePost post, EventSource source, String words) {
        @Nullable String sale = post.part("venda").text("codigo");
        @Nullable String subject = sale == null ? post.part("assinatura").text("codigo") : sale;
        if (subject == null) {
            subject = post.part("produto").text("codigo");
        }
        if (subject == null) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "venda.codigo");
        }
        PaymentEvent event = source.each(OTHER, words, subject, words, null);
        event.setCustomer(MonetizzeCustomer.of(post.part("comprador")));
        return event;
    }

    private static @Nullable Instant occurredAt(String type, Part sale) {
        return switch (type) {
            case PAYMENT_PAID -> Times.iso(sale.payload(), sale.name("dataFinalizada"), Times.SAO_PAULO);
            case PAYMENT_PENDING -> Times.iso(sale.payload(), sale.name("dataInicio"), Times.SAO_PAULO);
            default -> null;
        };
    }

    private static NotUnderstoodException unknown(String words) {
        return new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
    }
}
