package dev.correnteza.simulator.efi;

import dev.correnteza.simulator.Sandbox;
import dev.correnteza.simulator.charge.ChargeFaults;
import dev.correnteza.simulator.charge.ChargeFaults.Fault;
import dev.correnteza.simulator.charge.Json;
import dev.correnteza.simulator.charge.Posts;
import dev.correnteza.simulator.webhook.SignedWebhook;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.node.ObjectNode;

/**
 * EFI's Pix API for one account and its key. The client certificate is not played: the simulator speaks plain HTTP. Steered by:
 *
 * <ul>
 *   <li>{@code POST /_simulator/efi/charges/{txid}/pay} pays, as often as it is asked for, and posts the Pix to the key's address;
 *       {@code .../expire} lets the time of the charge run out, of which EFI sends no word
 *   <li>{@code POST /_simulator/efi/faults} {@code {"kind": "timeout", "times": 1, "delayMs": 0}}, kinds as of
 *       {@link ChargeFaults.Kind}; {@code DELETE} takes back those that wait
 *   <li>{@code POST /_simulator/efi/webhook} {@code {"url": "..."}} registers the key's address without an API call
 *   <li>{@code GET /_simulator/efi/calls} says how often a token, a charge and a state were asked for, and what webhooks were answered
 * </ul>
 */
public final class EfiSandbox implements Sandbox {
    static final Duration TOKEN_LIFE = Duration.ofHours(1);

    // Whatever the address ends in.
    private static final String APPENDED = "/pix";

    private static final Pattern TXID = Pattern.compile("[a-zA-Z0-9]{26,35}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,10}\\.\\d{2}");
    private static final int MAX_KEPT = 100_000;
    private static final int MAX_TEXT = 140;

    private final EfiCredentials credentials;
    private final Clock clock;
    private final ChargeFaults faults = new ChargeFaults();
    private final Posts posts = new Posts();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Map<String, EfiSandboxCharge> charges = new ConcurrentHashMap<>();
    private final AtomicInteger tokenCalls = new AtomicInteger();
    private final AtomicInteger charged = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String webhookUrl = "";

    /** @param clock by which tokens expire and charges are made */
    public EfiSandbox(EfiCredentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public void addRoutes(HttpServerRoutes routes) {
        routes.post("/oauth/token", this::token)
                .put("/v2/cob/{txid}", this::charge)
                .get("/v2/cob/{txid}", this::show)
                .get("/v2/pix", this::received)
                .put("/v2/webhook/{key}", this::register)
                .post(
                        "/_simulator/efi/charges/{txid}/pay",
                        (request, response) -> Json.steer(request, response, body -> pay(known(request))))
                .post(
                        "/_simulator/efi/charges/{txid}/expire",
                        (request, response) -> Json.steer(request, response, body -> {
                            known(request).expire();
                            return Mono.just(known(request).json());
                        }))
                .post(
                        "/_simulator/efi/faults",
                        (request, response) -> Json.steer(
                                request,
                                response,
                                body -> Mono.just(Json.object()
                                        .put("kind", faults.add(body).kind().name()))))
                .delete("/_simulator/efi/faults", (request, response) -> {
                    faults.clear();
                    return response.status(204).send();
                })
                .post(
                        "/_simulator/efi/webhook",
                        (request, response) -> Json.steer(request, response, body -> {
                            webhookUrl = body.path("url").asString("");
                            return Mono.just(Json.object().put("webhookUrl", webhookUrl));
                        }))
                .get("/_simulator/efi/calls", (request, response) -> Json.send(response, 200, calls()));
    }

    private Publisher<Void> token(HttpServerRequest request, HttpServerResponse response) {
        tokenCalls.incrementAndGet();
        return Json.read(request).flatMap(body -> {
            boolean known = ("Basic " + credentials.basic())
                    .equals(request.requestHeaders().get("Authorization"));
            boolean asks = body.object() != null
                    && body.object().path("grant_type").asString("").equals("client_credentials");
            if (!known || !asks) {
                return Json.send(
                        response,
                        known ? 400 : 401,
                        Json.object()
                                .put("error", known ? "invalid_request" : "invalid_client")
                                .put("error_description", "Invalid or inactive credentials"));
            }
            if (tokens.size() >= MAX_KEPT) {
                tokens.clear();
            }
            String token = UUID.randomUUID().toString();
            tokens.put(token, clock.instant().plus(TOKEN_LIFE));
            return Json.send(
                    response,
                    200,
                    Json.object()
                            .put("access_token", token)
                            .put("token_type", "Bearer")
                            .put("expires_in", TOKEN_LIFE.toSeconds())
                            .put("scope", "cob.read cob.write pix.read webhook.read webhook.write"));
        });
    }

    private Publisher<Void> charge(HttpServerRequest request, HttpServerResponse response) {
        if (!isAuthorized(request)) {
            return unauthorized(response);
        }
        String txid = String.valueOf(request.param("txid"));
        return Json.read(request).flatMap(body -> {
            ObjectNode asked = body.object() == null ? Json.object() : body.object();
            @Nullable String wrong = wrong(txid, asked);
            if (wrong != null) {
                return error(response, 400, "valor_invalido", "O campo " + wrong + " não respeita o schema.");
            }
            if (!asked.path("chave").asString("").equals(credentials.pixKey())) {
                return error(response, 400, "chave_invalida", "A chave Pix não pertence à conta.");
            }
            Optional<Fault> fault = faults.strike();
            return switch (fault.map(Fault::kind).orElse(null)) {
                case INTERNAL_ERROR -> error(response, 500, "erro_aplicacao", "Ocorreu um erro interno.");
                case UNAVAILABLE -> error(response, 503, "servico_indisponivel", "Serviço indisponível.");
                case TOO_MANY_REQUESTS -> error(response, 429, "limite_requisicoes", "Limite de requisições.");
                case null, default -> make(response, txid, asked, fault.orElse(null));
            };
        });
    }

    private Mono<Void> make(HttpServerResponse response, String txid, ObjectNode asked, @Nullable Fault fault) {
        if (charges.size() >= MAX_KEPT) {
            charges.clear();
        }
        EfiSandboxCharge made = new EfiSandboxCharge(txid, asked, clock.instant(), fault == null ? null : fault.kind());
        if (charges.putIfAbsent(txid, made) != null) {
            return error(response, 409, "txid_duplicado", "O campo txid já foi utilizado em outra cobrança");
        }
        charged.incrementAndGet();
        ObjectNode answer = made.json();
        return switch (fault == null ? null : fault.kind()) {
            case LATENCY ->
                Mono.delay(Duration.ofMillis(fault == null ? 0 : fault.delayMs()))
                        .then(Json.send(response, 201, answer));
            case TIMEOUT -> Mono.never();
            case CLOSED -> {
                response.withConnection(Connection::dispose);
                yield Mono.never();
            }
            case WEBHOOK_FIRST -> pay(made).then(Json.send(response, 201, answer));
            case null, default -> Json.send(response, 201, answer);
        };
    }

    private static @Nullable String wrong(String txid, ObjectNode asked) {
        if (!TXID.matcher(txid).matches()) {
            return "txid";
        }
        if (asked.path("calendario").path("expiracao").asInt(0) < 1) {
            return "calendario.expiracao";
        }
        String amount = asked.path("valor").path("original").asString("");
        if (!asked.path("valor").path("original").isString()
                || !AMOUNT.matcher(amount).matches()
                || amount.matches("0+\\.00")) {
            return "valor.original";
        }
        if (!asked.path("chave").isString()) {
            return "chave";
        }
        if (asked.has("devedor")) {
            var debtor = asked.path("devedor");
            boolean named = debtor.path("nome").isString()
                    && (debtor.path("cpf").asString("").matches("\\d{11}")
                            ^ debtor.path("cnpj").asString("").matches("[0-9A-Z]{12}\\d{2}"));
            if (!named) {
                return "devedor";
            }
        }
        return asked.path("solicitacaoPagador").asString("").length() > MAX_TEXT ? "solicitacaoPagador" : null;
    }

    private Publisher<Void> show(HttpServerRequest request, HttpServerResponse response) {
        asked.incrementAndGet();
        if (!isAuthorized(request)) {
            return unauthorized(response);
        }
        EfiSandboxCharge found = charges.get(String.valueOf(request.param("txid")));
        return found == null
                ? error(response, 404, "cobranca_nao_encontrada", "Nenhuma cobrança encontrada para o txid informado")
                : Json.send(response, 200, found.json());
    }

    private Publisher<Void> received(HttpServerRequest request, HttpServerResponse response) {
        asked.incrementAndGet();
        if (!isAuthorized(request)) {
            return unauthorized(response);
        }
        Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
        Instant from;
        Instant to;
        try {
            from = Instant.parse(query.getOrDefault("inicio", List.of("")).getFirst());
            to = Instant.parse(query.getOrDefault("fim", List.of("")).getFirst());
        } catch (DateTimeException e) {
            return error(response, 400, "valor_invalido", "Os campos inicio e fim são obrigatórios.");
        }
        List<String> txids = query.getOrDefault("txid", List.of());
        ObjectNode answer = Json.object();
        answer.putObject("parametros").put("inicio", from.toString()).put("fim", to.toString());
        var list = answer.putArray("pix");
        charges.values().stream()
                .filter(charge -> txids.isEmpty() || txids.contains(charge.txid()))
                .flatMap(charge -> charge.pix().stream())
                .filter(pix -> {
                    Instant at = Instant.parse(pix.path("horario").asString());
                    return !at.isBefore(from) && !at.isAfter(to);
                })
                .forEach(list::add);
        return Json.send(response, 200, answer);
    }

    private Publisher<Void> register(HttpServerRequest request, HttpServerResponse response) {
        if (!isAuthorized(request)) {
            return unauthorized(response);
        }
        if (!credentials.pixKey().equals(request.param("key"))) {
            return error(response, 400, "chave_invalida", "A chave Pix não pertence à conta.");
        }
        return Json.read(request).flatMap(body -> {
            String url = body.object() == null
                    ? ""
                    : body.object().path("webhookUrl").asString("");
            if (!isUrl(url)) {
                return error(response, 400, "webhook_invalido", "A URL informada não é válida.");
            }
            // Registering sends a test that has to be taken.
            byte[] test = Json.bytes(Json.object().put("evento", "teste_webhook"));
            return posts.post(webhook(test), url + APPENDED).flatMap(status -> {
                if (status != 200) {
                    return error(response, 400, "webhook_invalido", "A URL informada respondeu com o código " + status);
                }
                webhookUrl = url;
                return Json.send(response, 201, Json.object().put("webhookUrl", url));
            });
        });
    }

    private Mono<ObjectNode> pay(EfiSandboxCharge charge) {
        ObjectNode pix = charge.pay(clock.instant());
        int times = switch (charge.fault()) {
            case WEBHOOK_TWICE -> 2;
            case WEBHOOK_LOST -> 0;
            case null, default -> 1;
        };
        if (webhookUrl.isEmpty() || times == 0) {
            return Mono.just(charge.json());
        }
        ObjectNode body = Json.object();
        body.putArray("pix").add(pix);
        return posts.post(webhook(Json.bytes(body)), webhookUrl + APPENDED)
                .repeat(times - 1L)
                .then(Mono.just(charge.json()));
    }

    private static SignedWebhook webhook(byte[] body) {
        return new SignedWebhook(Map.of("Content-Type", "application/json"), body);
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ObjectNode calls() {
        ObjectNode calls = Json.object()
                .put("token", tokenCalls.get())
                .put("charged", charged.get())
                .put("asked", asked.get());
        posts.statuses().forEach(calls.putArray("webhooks")::add);
        return calls;
    }

    private EfiSandboxCharge known(HttpServerRequest request) {
        EfiSandboxCharge found = charges.get(String.valueOf(request.param("txid")));
        if (found == null) {
            throw new IllegalArgumentException("no such charge");
        }
        return found;
    }

    private boolean isAuthorized(HttpServerRequest request) {
        String authorization = request.requestHeaders().get("Authorization");
        Instant expiry = authorization == null || !authorization.startsWith("Bearer ")
                ? null
                : tokens.get(authorization.substring("Bearer ".length()));
        return expiry != null && clock.instant().isBefore(expiry);
    }

    private static Mono<Void> unauthorized(HttpServerResponse response) {
        return Json.send(
                response,
                401,
                Json.object()
                        .put("error", "invalid_token")
                        .put("error_description", "The access token is invalid or has expired"));
    }

    private static Mono<Void> error(HttpServerResponse response, int status, String name, String message) {
        return Json.send(response, status, Json.object().put("nome", name).put("mensagem", message));
    }
}
