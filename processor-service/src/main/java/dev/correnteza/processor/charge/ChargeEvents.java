package dev.correnteza.processor.charge;

import static dev.correnteza.events.type.EventType.PAYMENT_CREATED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.processor.charge.ChargeOutcome.Pending;
import dev.correnteza.processor.charge.ChargeOutcome.Refused;
import dev.correnteza.processor.charge.ChargeOutcome.Unknown;
import java.time.Instant;
import java.util.List;

/**
 * What the books are told of a charge. All of it names the payment by our token, and none by a transaction that webhooks of the
 * payment would contradict: what the gateway's answer means is said by the gateway's package.
 */
final class ChargeEvents {
    private ChargeEvents() {}

    /** Said before the gateway is asked. */
    static PaymentEvent created(Charge charge, NewPayment request) {
        PaymentEvent event = event(charge, PAYMENT_CREATED, charge.createdAt());
        event.setExternalReference(request.externalReference());
        event.setTrackingToken(request.trackingToken());
        event.setCustomer(request.customer() == null ? null : request.customer().customer());
        return event;
    }

    /** What an answer adds; nothing where nothing is known. */
    static List<PaymentEvent> of(ChargeOutcome answer, Charge charge, Instant at) {
        return switch (answer) {
            case Pending pending -> {
                pending.events().forEach(event -> {
                    event.setPaymentId(charge.paymentId());
                    event.setWebhookToken(charge.webhookToken().toString());
                });
                yield pending.events();
            }
            case Refused(var reason, var detail) -> {
                PaymentEvent event = event(charge, PAYMENT_REFUSED, at);
                event.setGatewayEventType(reason.name());
                yield List.of(event);
            }
            case Unknown unknown -> List.of();
        };
    }

    private static PaymentEvent event(Charge charge, String type, Instant at) {
        PaymentEvent event = new PaymentEvent();
        event.setEventId(
                EventId.once(charge.accountId(), charge.paymentId(), type).toString());
        event.setTenantId(charge.tenantId());
        event.setAccountId(charge.accountId());
        event.setGateway(charge.gateway());
        event.setLane(Lane.LIVE);
        event.setType(type);
        event.setOccurredAt(at);
        event.setReceivedAt(at);
        event.setWebhookToken(charge.webhookToken().toString());
        event.setPaymentId(charge.paymentId());
        event.setAmountMinor(charge.amountMinor());
        event.setCurrency(charge.currency());
        event.setMethod(PaymentMethod.PIX);
        event.setItems(List.of());
        return event;
    }
}
