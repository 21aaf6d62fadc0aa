package dev.correnteza.backfill.gateway.efi;

import dev.correnteza.backfill.account.ApiAccount;
import dev.correnteza.backfill.gateway.PaymentClient;
import dev.correnteza.backfill.gateway.PaymentHttp;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.efi.EfiAnswers;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** EFI's charges, and the Pix that paid them. */
@Component
class EfiPaymentClient implements PaymentClient {
    // Its clock and ours differ.
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(90);

    private final EfiProperties properties;
    private final EfiConnections connections;
    private final Clock clock;

    EfiPaymentClient(EfiProperties properties, EfiConnections connections, Clock clock) {
        this.properties = properties;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public String gateway() {
        return "efi";
    }

    /** @param resourceId the txid */
    @Override
    public Mono<Normalization> fetch(ApiAccount account, String resourceId) {
        return Mono.defer(() -> {
            WebClient web = connections.of(account);
            return PaymentHttp.named(connections.token(web, account))
                    .flatMap(token -> charge(web, account, token, resourceId));
        });
    }

    private Mono<Normalization> charge(WebClient web, ApiAccount account, String token, String txid) {
        URI address = UriComponentsBuilder.fromUri(properties.url())
                .path("/v2/cob/{txid}")
                .encode()
                .build(txid);
        return get(web, token, address)
                .flatMap(body -> EfiAnswers.charge(account.account(), body, clock.instant())
                        .map(Mono::just)
                        .orElseGet(() -> received(web, account, token, txid, createdAt(body))));
    }

    private Mono<Normalization> received(
            WebClient web, ApiAccount account, String token, String txid, Instant createdAt) {
        Instant now = clock.instant();
        URI address = UriComponentsBuilder.fromUri(properties.url())
                .path("/v2/pix")
                .queryParam("inicio", "{from}")
                .queryParam("fim", "{to}")
                .queryParam("txid", "{txid}")
                .encode()
                .build(second(createdAt.minus(MARGIN)), second(now.plus(MARGIN)), txid);
        return get(web, token, address)
                .flatMap(body -> Mono.justOrEmpty(EfiAnswers.received(account.account(), body, clock.instant())));
    }

    private Instant createdAt(byte[] charge) {
        @Nullable Instant createdAt = null;
        try {
            createdAt = Times.iso(JsonPayload.parse(charge).at("calendario"), "criacao", ZoneOffset.UTC);
        } catch (UnreadablePayload | NotUnderstoodException e) {
            // as where it says none
        }
        return createdAt == null ? clock.instant().minus(OLDEST) : createdAt;
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Mono<byte[]> get(WebClient web, String token, URI address) {
        return PaymentHttp.named(web.get()
                .uri(address)
                .headers(headers -> headers.setBearerAuth(token))
                .exchangeToMono(PaymentHttp::body));
    }
}
