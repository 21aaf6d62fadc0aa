package dev.correnteza.backfill.gateway.pushinpay;

import dev.correnteza.backfill.account.ApiAccount;
import dev.correnteza.backfill.gateway.PaymentClient;
import dev.correnteza.backfill.gateway.PaymentHttp;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.pushinpay.PushinPayTransaction;
import java.time.Clock;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** PushinPay's transactions. */
@Component
class PushinPayPaymentClient implements PaymentClient {
    private final PushinPayProperties properties;
    private final WebClient web;
    private final Clock clock;

    PushinPayPaymentClient(PushinPayProperties properties, ReactorResourceFactory resources, Clock clock) {
        this.properties = properties;
        this.web = PaymentHttp.client(resources, http -> http);
        this.clock = clock;
    }

    @Override
    public String gateway() {
        return "pushinpay";
    }

    @Override
    public Mono<Normalization> fetch(ApiAccount account, String resourceId) {
        Mono<byte[]> call = web.get()
                .uri(UriComponentsBuilder.fromUri(properties.url())
                        .path("/transactions/{id}")
                        .encode()
                        .build(resourceId))
                .headers(headers -> headers.setBearerAuth(account.credentials()))
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(PaymentHttp::body);
        return PaymentHttp.named(call)
                .map(body -> PushinPayTransaction.normalize(account.account(), body, clock.instant()));
    }
}
