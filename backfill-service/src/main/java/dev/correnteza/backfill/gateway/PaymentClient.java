package dev.correnteza.backfill.gateway;

import dev.correnteza.backfill.account.ApiAccount;
import dev.correnteza.gateways.Normalization;
import reactor.core.publisher.Mono;

/** Reads what a gateway says of one payment now. */
public interface PaymentClient {
    /** Gateway name. */
    String gateway();

    /**
     * Asks once.
     *
     * @param resourceId what the gateway's API finds the payment by
     * @return what it means, as the gateway's package reads it; empty where the gateway knows no such payment. Fails with {@code
     *     TransientFailure} where asking again can help, with {@code PermanentFailure} where it cannot
     */
    Mono<Normalization> fetch(ApiAccount account, String resourceId);
}
