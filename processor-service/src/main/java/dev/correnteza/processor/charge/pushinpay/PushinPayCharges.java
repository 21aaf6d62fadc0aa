package dev.correnteza.processor.charge.pushinpay;

import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.Tokens;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import dev.correnteza.gateways.pushinpay.PushinPayTransaction;
import dev.correnteza.processor.charge.ChargeGateway;
import dev.correnteza.processor.charge.ChargeOrder;
import dev.correnteza.processor.charge.ChargeOutcome;
import dev.correnteza.processor.charge.ChargeOutcome.Pending;
import dev.correnteza.processor.charge.ChargeOutcome.Unknown;
import dev.correnteza.processor.charge.ChargeProperties;
import dev.correnteza.processor.charge.GatewayHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Charges at PushinPay. Our tokens travel in the query of the address that the charge is notified at. */
@Component
class PushinPayCharges implements ChargeGateway {
    private static final String GATEWAY = "pushinpay";
    private static final byte[] NOTHING = {};

    private final WebClient web;
    private final PushinPayProperties properties;
    private final Clock clock;

    PushinPayCharges(
            PushinPayProperties properties, ChargeProperties charge, ReactorResourceFactory resources, Clock clock) {
        this.web = GatewayHttp.client(resources, charge.timeout(), http -> http);
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String gateway() {
        return GATEWAY;
    }

    @Override
    public Optional<String> chargeId(UUID webhookToken) {
        return Optional.empty();
    }

    @Override
    public Mono<ChargeOutcome> charge(ChargeOrder order) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("value", order.amountMinor());
        body.put("webhook_url", webhookUrl(order));
        body.put("split_rules", List.of());
        return web.post()
                .uri(properties.baseUrl() + "/pix/cashIn")
                .headers(headers -> headers.setBearerAuth(order.account().credentials()))
                .accept(MediaType.APPLICATION_JSON)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                        .defaultIfEmpty(NOTHING)
                        .map(bytes -> outcome(order, answer.statusCode().value(), bytes)));
    }

    private ChargeOutcome outcome(ChargeOrder order, int status, byte[] body) {
        if (status >= 300) {
            return GatewayHttp.outcomeOf(status, fields(body));
        }
        try {
            JsonPayload transaction = JsonPayload.parse(body);
            @Nullable String code = transaction.text("qr_code");
            if (code != null
                    && PushinPayTransaction.normalize(order.account().account(), body, clock.instant())
                            instanceof Understood(var events)) {
                return new Pending(String.valueOf(events.getFirst().getGatewayTransactionId()), code, null, events);
            }
        } catch (UnreadablePayload e) {
            // not known, as below
        }
        return new Unknown("ANSWER_NOT_UNDERSTOOD");
    }

    private static String webhookUrl(ChargeOrder order) {
        String url = order.account().webhookUrl() + "?" + Tokens.WEBHOOK_TOKEN + "=" + order.webhookToken();
        return order.trackingToken() == null
                ? url
                : url + "&" + Tokens.TRACKING_TOKEN + "="
                        + URLEncoder.encode(order.trackingToken(), StandardCharsets.UTF_8);
    }

    /** Names of the fields that are refused: its messages repeat what was sent. */
    private static @Nullable String fields(byte[] body) {
        try {
            TreeSet<String> names =
                    new TreeSet<>(JsonPayload.parse(body).at("errors").values().keySet());
            names.removeIf(name -> !name.matches("[a-z0-9_.]{1,40}"));
            return names.isEmpty() ? null : String.join(", ", names);
        } catch (UnreadablePayload e) {
            return null;
        }
    }
}
