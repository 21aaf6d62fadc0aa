package dev.correnteza.processor.account;

import reactor.core.publisher.Mono;

/** Knows whose webhooks are refused for their proof. */
public interface SignatureFailures {
    /** Empty while nothing is wrong. */
    Mono<SignaturesFailing> of(String tenantId, String accountId);
}
