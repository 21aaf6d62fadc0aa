package dev.correnteza.processor.charge;

import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Charges at one gateway. */
public interface ChargeGateway {
    /** Gateway name. */
    String gateway();

    /** What the gateway's API will find the charge by; empty where the gateway chooses that. */
    Optional<String> chargeId(UUID webhookToken);

    /**
     * Charges. The request is sent at most once: what is not known to be refused may have been charged.
     *
     * @return may fail with whatever the connection fails with: {@link GatewayHttp#outcomeOf} says what that means
     */
    Mono<ChargeOutcome> charge(ChargeOrder order);
}
