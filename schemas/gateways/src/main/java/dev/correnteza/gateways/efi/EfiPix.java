package dev.correnteza.gateways.efi;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.people.Documents;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A Pix that was received. */
final class EfiPix {
    static final String CURRENCY = "BRL";

    private EfiPix() {}

    static PaymentEvent paid(JsonPayload pix, EventSource source) {
        PaymentEvent event =
                source.once(PAYMENT_PAID, "pix", endToEndId(pix), Times.iso(pix, "horario", ZoneOffset.UTC));
        read(pix, event);
        return event;
    }

    /** What names the payment: the same txid may be paid twice. */
    static String endToEndId(JsonPayload pix) {
        return pix.requiredText("endToEndId");
    }

    static Money amount(JsonPayload pix) {
        return Amounts.requiredMajor(pix, "valor", CURRENCY);
    }

    /** All that the Pix says, whether it was just paid or just returned. */
    static void read(JsonPayload pix, PaymentEvent event) {
        event.setGatewayTransactionId(endToEndId(pix));
        event.setEndToEndId(endToEndId(pix));
        event.setMethod(PaymentMethod.PIX);
        EventSource.setAmount(event, amount(pix));
        JsonPayload extras = pix.at("gnExtras");
        @Nullable Money fee = Amounts.major(extras, "tarifa", CURRENCY);
        event.setFeeAmountMinor(fee == null ? null : fee.minor());
        event.setCustomer(payer(extras.at("pagador")));
        readReference(pix.text("txid"), event);
    }

    static void readReference(@Nullable String txid, PaymentEvent event) {
        @Nullable String token = Tokens.webhookTokenWithoutDashes(txid);
        if (token == null) {
            event.setExternalReference(txid);
        } else if (event.getWebhookToken() == null) {
            event.setWebhookToken(token);
        }
    }

    static @Nullable Customer payer(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("nome"));
        @Nullable String cpf = from.text("cpf");
        Documents.set(customer, cpf == null ? from.text("cnpj") : cpf);
        return customer;
    }
}
