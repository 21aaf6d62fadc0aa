package dev.correnteza.gateways.stripe;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payment methods: told by a charge; by an intent or session only where it leaves no choice. */
final class StripeMethods {
    private StripeMethods() {}

    static void ofCharge(JsonPayload charge, PaymentEvent event) {
        JsonPayload details = charge.at("payment_method_details");
        JsonPayload card = details.at("card");
        event.setMethod(of(details.text("type"), "debit".equals(card.text("funding"))));
        event.setInstallments(card.at("installments").at("plan").count("count"));
        event.setEndToEndId(details.at("pix").text("bank_transaction_id"));
    }

    static void ofIntent(JsonPayload intent, PaymentEvent event) {
        JsonPayload charge = charge(intent);
        if (charge.at("payment_method_details").isPresent()) {
            ofCharge(charge, event);
        } else {
            event.setMethod(only(intent.texts("payment_method_types")));
        }
    }

    static void ofSession(JsonPayload session, PaymentEvent event) {
        event.setMethod(only(session.texts("payment_method_types")));
    }

    /** The charge inside an intent, which older API versions list and newer ones only name. */
    static JsonPayload charge(JsonPayload intent) {
        List<JsonPayload> charges = intent.at("charges").each("data");
        return charges.isEmpty() ? intent.at("latest_charge") : charges.getFirst();
    }

    private static PaymentMethod only(List<String> types) {
        return types.size() == 1 ? of(types.getFirst(), false) : PaymentMethod.UNKNOWN;
    }

    private static PaymentMethod of(@Nullable String type, boolean debit) {
        return switch (type) {
            case null -> PaymentMethod.UNKNOWN;
            case "pix" -> PaymentMethod.PIX;
            case "card" -> debit ? PaymentMethod.DEBIT_CARD : PaymentMethod.CREDIT_CARD;
            case "boleto" -> PaymentMethod.BOLETO;
            case "alipay", "amazon_pay", "cashapp", "link", "paypal", "revolut_pay", "wechat_pay" ->
                PaymentMethod.WALLET;
            case "bancontact", "customer_balance", "eps", "ideal", "p24", "sepa_debit", "us_bank_account" ->
                PaymentMethod.BANK_TRANSFER;
            case "konbini", "multibanco", "oxxo" -> PaymentMethod.CASH;
            default -> PaymentMethod.OTHER;
        };
    }
}
