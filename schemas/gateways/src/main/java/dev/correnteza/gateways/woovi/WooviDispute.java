package dev.correnteza.gateways.woovi;

import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Phones;

/** A dispute (MED) about a Pix, which is named by its end-to-end id only. */
final class WooviDispute {
    private WooviDispute() {}

    static PaymentEvent read(String type, String status, JsonPayload body, EventSource source) {
        JsonPayload dispute = body.at("dispute");
        WooviNormalizer.requireStatus(status, dispute);
        String pix = dispute.requiredText("endToEndId");
        PaymentEvent event = source.once(type, body.requiredText("event"), pix, null);
        event.setEndToEndId(pix);
        event.setMethod(PaymentMethod.PIX);
        if (type.equals(PAYMENT_CHARGED_BACK)) {
            // What is disputed need not be all that was charged.
            event.setRefundedAmountMinor(
                    Amounts.requiredMinor(dispute, "value", WooviSale.CURRENCY).minor());
            event.setCurrency(WooviSale.CURRENCY);
        }
        Customer customer = new Customer();
        customer.setName(dispute.text("name"));
        customer.setEmail(dispute.text("email"));
        customer.setPhone(Phones.e164(null, dispute.text("phoneNumber"), null));
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return event;
    }
}
