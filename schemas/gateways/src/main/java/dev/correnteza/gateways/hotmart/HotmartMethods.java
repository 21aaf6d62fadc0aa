package dev.correnteza.gateways.hotmart;

import dev.correnteza.events.PaymentMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Payment types of webhooks (upper case), history and 1.0.0 (lower case). An open set: the API returned undocumented ones. */
final class HotmartMethods {
    private HotmartMethods() {}

    static PaymentMethod of(@Nullable String type) {
        if (type == null) {
            return PaymentMethod.UNKNOWN;
        }
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "PIX" -> PaymentMethod.PIX;
            case "CREDIT_CARD" -> PaymentMethod.CREDIT_CARD;
            case "DEBIT_CARD" -> PaymentMethod.DEBIT_CARD;
            case "BILLET", "FINANCED_BILLET" -> PaymentMethod.BOLETO;
            case "PAYPAL", "PAYPAL_INTERNACIONAL", "GOOGLE_PAY", "SAMSUNG_PAY", "PICPAY", "WALLET" ->
                PaymentMethod.WALLET;
            case "DIRECT_BANK_TRANSFER", "DIRECT_DEBIT", "MANUAL_TRANSFER", "ECHECK" -> PaymentMethod.BANK_TRANSFER;
            case "CASH_PAYMENT" -> PaymentMethod.CASH;
            default -> PaymentMethod.OTHER;
        };
    }
}
