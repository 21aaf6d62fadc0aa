package dev.correnteza.gateways.guru;

import dev.correnteza.events.PaymentMethod;
import org.jspecify.annotations.Nullable;

/** Payment methods. The documentation's tables say {@code creditcard}, its payloads {@code credit_card}. */
final class GuruMethods {
    private GuruMethods() {}

    static PaymentMethod of(@Nullable String method) {
        return switch (method) {
            case null -> PaymentMethod.UNKNOWN;
            case "pix" -> PaymentMethod.PIX;
            case "credit_card", "creditcard" -> PaymentMethod.CREDIT_CARD;
            case "billet" -> PaymentMethod.BOLETO;
            case "applepay", "google_pay", "samsung_pay", "paypal", "nupay", "wallet" -> PaymentMethod.WALLET;
            case "bank_transfer", "sepa", "spei", "ideal" -> PaymentMethod.BANK_TRANSFER;
            case "baloto", "efecty", "oxxo", "pagoefectivo" -> PaymentMethod.CASH;
            default -> PaymentMethod.OTHER;
        };
    }
}
