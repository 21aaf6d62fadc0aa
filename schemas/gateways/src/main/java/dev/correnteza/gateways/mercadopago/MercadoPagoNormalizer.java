package dev.correnteza.gateways.mercadopago;

import static dev.correnteza.events.type.EventType.OTHER;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.UrlSecretVerifier;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a notification means: a resource to be fetched, or nothing for the books. */
final class MercadoPagoNormalizer {
    private MercadoPagoNormalizer() {}

    static Normalization normalize(ReceivedWebhook webhook, EventSource source) throws UnreadablePayload {
        JsonPayload body = webhook.json();
        Map<String, String> query = webhook.query();
        boolean ipn = !body.has("type") && !query.containsKey(MercadoPagoPointer.SIGNED_ID);
        if (!ipn) {
            return of(MercadoPagoPointer.ofWebhook(body, query), body, source);
        }
        MercadoPagoPointer pointer = MercadoPagoPointer.ofIpn(body, query);
        // An account that has a secret let it in by a signature that does not cover this id.
        boolean believed = UrlSecretVerifier.isChosen(webhook.account());
        return believed ? of(pointer, body, source) : other(pointer.topic(), body, source);
    }

    private static Normalization of(MercadoPagoPointer pointer, JsonPayload body, EventSource source) {
        return switch (pointer.topic()) {
            case "payment",
                    "order",
                    "merchant_order",
                    "topic_merchant_order_wh",
                    "topic_chargebacks_wh",
                    "topic_claims_integration_wh",
                    "subscription_preapproval",
                    "subscription_authorized_payment" -> {
                if (pointer.id() == null) {
                    throw new NotUnderstoodException(Reason.MISSING_FIELD, MercadoPagoPointer.SIGNED_ID);
                }
                yield source.notification(pointer.topic(), pointer.id());
            }
            // No payment of ours, or one that a notification of its own tells of.
            case "mp-connect",
                    "topic_card_id_wh",
                    "stop_delivery_op_wh",
                    "point_integration_wh",
                    "subscription_preapproval_plan",
                    "automatic-payments",
                    "wallet_connect",
                    "shipments",
                    "delivery",
                    "self_service" -> other(pointer.topic(), body, source);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, pointer.topic());
        };
    }

    private static Normalization other(String topic, JsonPayload body, EventSource source) {
        @Nullable String notice = body.text("id");
        @Nullable String action = body.text("action");
        String subject = notice == null ? body.requiredText("resource") : notice;
        String words = action == null ? topic : topic + "/" + action;
        PaymentEvent other = source.once(OTHER, words, subject, Times.iso(body, "date_created", ZoneOffset.UTC));
        other.setGatewayEventId(notice);
        return new Understood(List.of(other));
    }
}
