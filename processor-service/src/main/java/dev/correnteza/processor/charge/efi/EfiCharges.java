package dev.correnteza.processor.charge.efi;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.efi.EfiAdapter;
import dev.correnteza.gateways.efi.EfiAnswers;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import dev.correnteza.processor.account.ApiAccount;
import dev.correnteza.processor.charge.ChargeGateway;
import dev.correnteza.processor.charge.ChargeOrder;
import dev.correnteza.processor.charge.ChargeOutcome;
import dev.correnteza.processor.charge.ChargeOutcome.Pending;
import dev.correnteza.processor.charge.ChargeOutcome.Reason;
import dev.correnteza.processor.charge.ChargeOutcome.Refused;
import dev.correnteza.processor.charge.ChargeOutcome.Unknown;
import dev.correnteza.processor.charge.GatewayHttp;
import dev.correnteza.processor.charge.efi.EfiTokens.NoToken;
import dev.correnteza.processor.charge.efi.EfiTokens.Token;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Charges at EFI. Webhooks go to the address of the Pix key, whatever is charged: the txid alone brings our token back. */
@Component
class EfiCharges implements ChargeGateway {
    private static final String GATEWAY = "efi";
    private static final int CENTS = 2;
    private static final byte[] NOTHING = {};

    private final EfiProperties properties;
    private final EfiClients clients;
    private final EfiTokens tokens;
    private final Clock clock;

    EfiCharges(EfiProperties properties, EfiClients clients, Clock clock) {
        this.properties = properties;
        this.clients = clients;
        this.tokens = new EfiTokens(properties, clock);
        this.clock = clock;
    }

    @Override
    public String gateway() {
        return GATEWAY;
    }

    @Override
    public Optional<String> chargeId(UUID webhookToken) {
        return Optional.of(webhookToken.toString().replace("-", ""));
    }

    @Override
    public Mono<ChargeOutcome> charge(ChargeOrder order) {
        ApiAccount account = order.account();
        @Nullable String pixKey = account.account().settings().get(EfiAdapter.PIX_KEY);
        if (pixKey == null) {
            return refused(Reason.REQUEST_REFUSED, "account without " + EfiAdapter.PIX_KEY);
        }
        if (!account.credentials().contains(":")) {
            return refused(Reason.CREDENTIALS_REFUSED, "not <client id>:<client secret>");
        }
        return clients.of(account.account().accountId())
                .map(web -> authorized(web, order, pixKey))
                .orElseGet(() -> refused(Reason.CREDENTIALS_REFUSED, "account without client certificate"));
    }

    // A refused token is renewed once: what was refused for its token was not charged.
    private Mono<ChargeOutcome> authorized(WebClient web, ChargeOrder order, String pixKey) {
        return tokens.of(web, order.account())
                .flatMap(token -> put(web, order, pixKey, token)
                        .doOnError(TokenRefused.class, e -> tokens.refused(order.account(), token)))
                .retryWhen(Retry.max(1)
                        .filter(TokenRefused.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorResume(TokenRefused.class, e -> refused(Reason.CREDENTIALS_REFUSED, null))
                .onErrorResume(NoToken.class, e -> Mono.just(withoutToken(e.status())));
    }

    private Mono<ChargeOutcome> put(WebClient web, ChargeOrder order, String pixKey, Token token) {
        return web.put()
                .uri(properties.baseUrl() + "/v2/cob/"
                        + chargeId(order.webhookToken()).orElseThrow())
                .headers(headers -> headers.setBearerAuth(token.value()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body(order, pixKey))
                .exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                        .defaultIfEmpty(NOTHING)
                        .flatMap(bytes -> answer.statusCode().value() == 401
                                ? Mono.error(new TokenRefused())
                                : Mono.just(outcome(order, answer.statusCode().value(), bytes))));
    }

    private ChargeOutcome outcome(ChargeOrder order, int status, byte[] body) {
        if (status == 409) {
            // The txid is ours alone: somebody has made this very charge.
            return new Unknown("HTTP_409");
        }
        if (status >= 300) {
            return GatewayHttp.outcomeOf(status, name(body));
        }
        try {
            JsonPayload charge = JsonPayload.parse(body);
            @Nullable String code = charge.text("pixCopiaECola");
            if (code != null
                    && EfiAnswers.charge(order.account().account(), body, clock.instant())
                                    .orElse(null)
                            instanceof Understood(var events)) {
                return new Pending(
                        charge.requiredText("txid"), code, events.getFirst().getExpiresAt(), events);
            }
        } catch (UnreadablePayload e) {
            // not known, as below
        }
        return new Unknown("ANSWER_NOT_UNDERSTOOD");
    }

    private static Map<String, Object> body(ChargeOrder order, String pixKey) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("calendario", Map.of("expiracao", order.life().toSeconds()));
        debtor(order.customer()).ifPresent(debtor -> body.put("devedor", debtor));
        body.put(
                "valor",
                Map.of(
                        "original",
                        BigDecimal.valueOf(order.amountMinor(), CENTS).toPlainString()));
        body.put("chave", pixKey);
        if (order.description() != null) {
            body.put("solicitacaoPagador", order.description());
        }
        return body;
    }

    // Name and document, or nobody.
    private static Optional<Map<String, String>> debtor(@Nullable Customer customer) {
        if (customer == null || customer.getName() == null || customer.getDocument() == null) {
            return Optional.empty();
        }
        @Nullable
        String kind = customer.getDocumentType() == DocumentType.CPF
                ? "cpf"
                : customer.getDocumentType() == DocumentType.CNPJ ? "cnpj" : null;
        return kind == null
                ? Optional.empty()
                : Optional.of(Map.of(kind, customer.getDocument(), "nome", customer.getName()));
    }

    private static ChargeOutcome withoutToken(int status) {
        if (status == 429) {
            return new Refused(Reason.THROTTLED, null);
        }
        return status >= 400 && status < 500
                ? new Refused(Reason.CREDENTIALS_REFUSED, null)
                : new Refused(Reason.GATEWAY_UNREACHABLE, null);
    }

    private static Mono<ChargeOutcome> refused(Reason reason, @Nullable String detail) {
        return Mono.just(new Refused(reason, detail));
    }

    /** EFI's name for the error: its message may repeat what was sent. */
    private static @Nullable String name(byte[] body) {
        try {
            @Nullable String name = JsonPayload.parse(body).text("nome");
            return name != null && name.matches("[A-Za-z0-9_.-]{1,60}") ? name : null;
        } catch (UnreadablePayload e) {
            return null;
        }
    }

    /** The API refuses the access token. */
    private static final class TokenRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TokenRefused() {
            super("token refused", null, false, false);
        }
    }
}
