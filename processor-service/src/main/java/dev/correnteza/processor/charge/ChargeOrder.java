package dev.correnteza.processor.charge;

import dev.correnteza.events.Customer;
import dev.correnteza.processor.account.ApiAccount;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is to charge, once.
 *
 * @param account to charge at
 * @param webhookToken travels to the gateway and back
 * @param amountMinor centavos
 * @param life how long it may be paid
 * @param description what the customer reads
 * @param customer who is to pay
 * @param trackingToken travels along where the gateway has a place for it
 */
public record ChargeOrder(
        ApiAccount account,
        UUID webhookToken,
        long amountMinor,
        Duration life,
        @Nullable String description,
        @Nullable Customer customer,
        @Nullable String trackingToken) {
    @Override
    public String toString() {
        return "ChargeOrder[" + webhookToken + "]";
    }
}
