package dev.correnteza.simulator.pushinpay;

import dev.correnteza.simulator.Sandbox;
import dev.correnteza.simulator.charge.ChargeFaults;
import dev.correnteza.simulator.charge.ChargeFaults.Fault;
import dev.correnteza.simulator.charge.ChargeFaults.Kind;
import dev.correnteza.simulator.charge.Json;
import dev.correnteza.simulator.charge.Posts;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PushinPay's API for one account, {@code /api} below the simulator's address. Steered by:
 *
 * <ul>
 *   <li>{@code POST /_simulator/pushinpay/charges/{id}/pay} and {@code .../expire}: the state changes and the webhook is posted to
 *       the address that the charge was made with
 *   <li>{@code POST /_simulator/pushinpay/faults} {@code {"kind": "timeout", "times": 1, "delayMs": 0}}, kinds as of
 *       {@link ChargeFaults.Kind}; {@code DELETE} takes back those that wait
 *   <li>{@code POST /_simulator/pushinpay/panel} {@code {"token": "..."}}: the header that webhooks carry from now on
 *   <li>{@code GET /_simulator/pushinpay/calls} says how often it was charged and asked, and what webhooks were answered
 * </ul>
 */
public final class PushinPaySandbox implements Sandbox {
    private static final int MIN_CENTS = 50;
    private static final int MAX_CHARGES = 100_000;
    private static final String HEADER = "x-pushinpay-token";

    private final String token;
    private final ChargeFaults faults = new ChargeFaults();
    private final Posts posts = new Posts();
    private final Map<String, Transaction> transactions = new ConcurrentHashMap<>();
    private final AtomicInteger charged = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String panelToken = "";

    /** @param token of the account's API, as {@code 1|secret} */
    public PushinPaySandbox(String token) {
        this.token = token;
    }

    @Override
    public void addRoutes(HttpServerRoutes routes) {
        routes.post("/api/pix/cashIn", this::charge)
                .get("/api/transactions/{id}", this::show)
                .post(
                        "/_simulator/pushinpay/charges/{id}/pay",
                        (request, response) -> Json.steer(request, response, body -> settle(request, "paid")))
                .post(
                        "/_simulator/pushinpay/charges/{id}/expire",
                        (request, response) -> Json.steer(request, response, body -> settle(request, "expired")))
                .post(
                        "/_simulator/pushinpay/faults",
                        (request, response) -> Json.steer(
                                request,
                                response,
                                body -> Mono.just(Json.object()
                                        .put("kind", faults.add(body).kind().name()))))
                .delete("/_simulator/pushinpay/faults", (request, response) -> {
                    faults.clear();
                    return response.status(204).send();
                })
                .post(
                        "/_simulator/pushinpay/panel",
                        (request, response) -> Json.steer(request, response, this::setPanelToken))
                .get("/_simulator/pushinpay/calls", (request, response) -> Json.send(response, 200, calls()));
    }

    private Publisher<Void> charge(HttpServerRequest request, HttpServerResponse response) {
        if (!isAuthorized(request)) {
            return unauthenticated(response);
        }
        return Json.read(request).flatMap(body -> {
            ObjectNode asked = body.object() == null ? Json.object() : body.object();
            Map<String, String> errors = errors(asked);
            if (!errors.isEmpty()) {
                return refuse(response, errors);
            }
            Optional<Fault> fault = faults.strike();
            return switch (fault.map(Fault::kind).orElse(null)) {
                case INTERNAL_ERROR -> failure(response, 500, "Server Error");
                case UNAVAILABLE -> failure(response, 503, "Service Unavailable");
                case TOO_MANY_REQUESTS -> failure(response, 429, "Too Many Attempts.");
                case null, default -> answer(response, create(asked, fault.orElse(null)), fault.orElse(null));
            };
        });
    }

    private Mono<Void> answer(HttpServerResponse response, Transaction made, @Nullable Fault fault) {
        Mono<Void> answer = Mono.defer(() -> Json.send(response, 200, made.json(false)));
        return switch (fault == null ? null : fault.kind()) {
            case LATENCY ->
                Mono.delay(Duration.ofMillis(fault == null ? 0 : fault.delayMs()))
                        .then(answer);
            case TIMEOUT -> Mono.never();
            case CLOSED -> {
                response.withConnection(Connection::dispose);
                yield Mono.never();
            }
            // The answer still says what it said when the charge was made.
            case WEBHOOK_FIRST -> {
                ObjectNode before = made.json(false);
                yield settle(made, "paid").then(Json.send(response, 200, before));
            }
            case null, default -> answer;
        };
    }

    private Transaction create(ObjectNode asked, @Nullable Fault fault) {
        charged.incrementAndGet();
        Transaction made = new Transaction(
                UUID.randomUUID().toString(),
                asked.path("value").asInt(),
                asked.path("webhook_url").asString(null),
                fault == null ? null : fault.kind());
        if (transactions.size() >= MAX_CHARGES) {
            transactions.clear();
        }
        transactions.put(made.id, made);
        return made;
    }

    private static Map<String, String> errors(ObjectNode asked) {
        Map<String, String> errors = new LinkedHashMap<>();
        JsonNode value = asked.path("value");
        if (value.isMissingNode() || value.isNull()) {
            errors.put("value", "O campo value é obrigatório.");
        } else if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            errors.put("value", "O campo value deve ser um número inteiro.");
        } else if (value.asInt() < MIN_CENTS) {
            errors.put("value", "O campo value deve ser no mínimo " + MIN_CENTS + ".");
        }
        JsonNode url = asked.path("webhook_url");
        if (!url.isMissingNode() && !url.isNull() && !isUrl(url.asString(""))) {
            errors.put("webhook_url", "O campo webhook_url deve ser uma URL válida.");
        }
        return errors;
    }

    private static boolean isUrl(String text) {
        try {
            URI url = URI.create(text);
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Publisher<Void> show(HttpServerRequest request, HttpServerResponse response) {
        asked.incrementAndGet();
        if (!isAuthorized(request)) {
            return unauthenticated(response);
        }
        Transaction found = find(request);
        return found == null
                ? failure(response, 404, "Transação não encontrada.")
                : Json.send(response, 200, found.json(false));
    }

    private Mono<ObjectNode> settle(HttpServerRequest request, String status) {
        Transaction found = find(request);
        if (found == null) {
            throw new IllegalArgumentException("no such charge");
        }
        return settle(found, status);
    }

    private Mono<ObjectNode> settle(Transaction transaction, String status) {
        transaction.status = status;
        int times = switch (transaction.fault) {
            case WEBHOOK_TWICE -> 2;
            case WEBHOOK_LOST -> 0;
            case null, default -> 1;
        };
        if (transaction.webhookUrl == null || times == 0) {
            return Mono.just(transaction.json(false));
        }
        Map<String, String> headers = panelToken.isEmpty()
                ? Map.of("Content-Type", "application/json")
                : Map.of("Content-Type", "application/json", HEADER, panelToken);
        SignedWebhook webhook = new SignedWebhook(headers, Json.bytes(transaction.json(true)));
        return posts.post(webhook, transaction.webhookUrl).repeat(times - 1L).then(Mono.just(transaction.json(false)));
    }

    private Mono<ObjectNode> setPanelToken(JsonNode body) {
        panelToken = body.path("token").asString("");
        return Mono.just(Json.object().put("set", true));
    }

    private ObjectNode calls() {
        ObjectNode calls = Json.object().put("charged", charged.get()).put("asked", asked.get());
        posts.statuses().forEach(calls.putArray("webhooks")::add);
        return calls;
    }

    private @Nullable Transaction find(HttpServerRequest request) {
        return transactions.get(String.valueOf(request.param("id")).toLowerCase(Locale.ROOT));
    }

    private boolean isAuthorized(HttpServerRequest request) {
        return ("Bearer " + token).equals(request.requestHeaders().get("Authorization"));
    }

    private static Mono<Void> unauthenticated(HttpServerResponse response) {
        return failure(response, 401, "Unauthenticated.");
    }

    private static Mono<Void> failure(HttpServerResponse response, int status, String message) {
        return Json.send(response, status, Json.object().put("message", message));
    }

    private static Mono<Void> refuse(HttpServerResponse response, Map<String, String> errors) {
        ObjectNode body =
                Json.object().put("message", errors.values().iterator().next());
        ObjectNode fields = body.putObject("errors");
        errors.forEach((field, message) -> fields.putArray(field).add(message));
        return Json.send(response, 422, body);
    }

    /** A charge and its state. */
    private static final class Transaction {
        private final String id;
        private final int value;
        private final @Nullable String webhookUrl;
        private final @Nullable Kind fault;
        private volatile String status = "created";

        private Transaction(String id, int value, @Nullable String webhookUrl, @Nullable Kind fault) {
            this.id = id;
            this.value = value;
            this.webhookUrl = webhookUrl;
            this.fault = fault;
        }

        /** @param isWebhook whose ids are in upper case */
        private ObjectNode json(boolean isWebhook) {
            boolean isPaid = status.equals("paid");
            ObjectNode json = Json.object()
                    .put("id", isWebhook ? id.toUpperCase(Locale.ROOT) : id)
                    .put("qr_code", "00020101021226770014BR.GOV.BCB.PIX2555api.example/" + id)
                    .put("status", status)
                    .put("value", value)
                    .put("webhook_url", webhookUrl)
                    .put("qr_code_base64", "data:image/png;base64,iVBORw0KGgoAA.....")
                    .putNull("webhook")
                    .put(
                            "end_to_end_id",
                            isPaid ? "E00000000" + id.replace("-", "").substring(0, 23) : null)
                    .put("payer_name", isPaid ? "Pagador Exemplo" : null)
                    .put("payer_national_registration", isPaid ? "12345678909" : null);
            json.putArray("split_rules");
            return json;
        }
    }
}
