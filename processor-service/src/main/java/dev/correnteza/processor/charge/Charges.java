package dev.correnteza.processor.charge;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.account.Accounts;
import dev.correnteza.processor.account.ApiAccount;
import dev.correnteza.processor.caller.Caller;
import dev.correnteza.processor.charge.Charge.Outcome;
import dev.correnteza.processor.matching.Matcher;
import dev.correnteza.processor.matching.PaymentIdPrefixes;
import dev.correnteza.processor.outbox.RecordOutbox;
import dev.correnteza.processor.outbox.RecordOutbox.Entry;
import dev.correnteza.processor.outbox.RecordPublisher;
import dev.correnteza.processor.page.Conflict;
import dev.correnteza.processor.sql.RecordFaults;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Creates payments. First the row, the names and the event of the creation are committed; then the broker is given the event; then
 * the gateway is asked, once. A webhook can come only after that: in the log it stands behind the creation, because both have the key
 * of the token, and where the broker was away, the names that were committed lead it to the payment.
 */
@Component
class Charges {
    private static final Logger log = LoggerFactory.getLogger(Charges.class);
    // A broker that is away delays a charge by so much, and prevents none.
    private static final Duration ANNOUNCEMENT = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    // Some six seconds: a database that starts again is back by then.
    private static final int KEEPING_TRIES = 5;
    private static final Duration KEEPING_PAUSE = Duration.ofMillis(200);

    private final Accounts accounts;
    private final ChargeRepository repository;
    private final Matcher names;
    private final PaymentIdPrefixes prefixes;
    private final RecordOutbox outbox;
    private final RecordPublisher publisher;
    private final TransactionalOperator transaction;
    private final ChargeProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, ChargeGateway> gateways;

    Charges(
            Accounts accounts,
            ChargeRepository repository,
            Matcher names,
            PaymentIdPrefixes prefixes,
            RecordOutbox outbox,
            RecordPublisher publisher,
            TransactionalOperator transaction,
            ChargeProperties properties,
            Clock clock,
            MeterRegistry meters,
            List<ChargeGateway> gateways) {
        this.accounts = accounts;
        this.repository = repository;
        this.names = names;
        this.prefixes = prefixes;
        this.outbox = outbox;
        this.publisher = publisher;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
        this.gateways = gateways.stream().collect(Collectors.toMap(ChargeGateway::gateway, Function.identity()));
    }

    /**
     * Creates a payment, or finds the one that the same request created before.
     *
     * @param caller whose tenant it is for
     * @param idempotencyKey {@code null} where every request is a payment of its own
     * @param requestHash tells this request from others
     * @return with what the gateway answered; fails where nothing was created
     */
    Mono<Charge> create(Caller caller, @Nullable String idempotencyKey, String requestHash, NewPayment request) {
        Mono<Charge> fresh = accounts.forApi(caller.tenantId(), String.valueOf(request.accountId()), clock.instant())
                .flatMap(account -> begin(caller, idempotencyKey, requestHash, request, account));
        return idempotencyKey == null
                ? fresh
                : earlier(caller.tenantId(), idempotencyKey, requestHash).switchIfEmpty(fresh);
    }

    private Mono<Charge> begin(
            Caller caller,
            @Nullable String idempotencyKey,
            String requestHash,
            NewPayment request,
            ApiAccount account) {
        ChargeGateway gateway = Optional.ofNullable(gateways.get(account.gateway()))
                .orElseThrow(() -> new Conflict("gateway: " + account.gateway() + " (expected: one of "
                        + gateways.keySet().stream().sorted().collect(Collectors.joining(", ")) + ")"));
        String tenantId = caller.tenantId();
        UUID token = UUID.randomUUID();
        Charge charge = new Charge(
                paymentId(tenantId, request.bot()),
                tenantId,
                account.account().accountId(),
                account.gateway(),
                token,
                idempotencyKey,
                requestHash,
                Outcome.UNKNOWN,
                request.amountMinor() == null ? 0 : request.amountMinor(),
                NewPayment.CURRENCY,
                gateway.chargeId(token).orElse(null),
                null,
                null,
                null,
                caller.keyId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null);
        PaymentEvent created = ChargeEvents.created(charge, request);
        ChargeOrder order = new ChargeOrder(
                account,
                token,
                charge.amountMinor(),
                request.life(),
                request.description(),
                created.getCustomer(),
                request.trackingToken());
        return intent(charge, created).flatMap(entry -> {
            if (entry.isEmpty()) {
                return earlier(tenantId, String.valueOf(idempotencyKey), requestHash);
            }
            return announce(List.of(entry.get())).then(charge(gateway, order, charge));
        });
    }

    // Empty where the key was taken in the meantime.
    private Mono<Optional<Entry>> intent(Charge charge, PaymentEvent created) {
        return repository
                .insert(charge)
                .flatMap(isNew -> isNew
                        ? names.reserve(created).then(outbox.enqueue(created)).map(Optional::of)
                        : Mono.just(Optional.<Entry>empty()))
                .as(transaction::transactional);
    }

    private Mono<Charge> charge(ChargeGateway gateway, ChargeOrder order, Charge charge) {
        return Mono.defer(() -> gateway.charge(order))
                .timeout(properties.timeout())
                .onErrorResume(failure -> Mono.just(GatewayHttp.outcomeOf(failure)))
                .flatMap(answer -> settle(charge, answer));
    }

    private Mono<Charge> settle(Charge charge, ChargeOutcome answer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Charge answered = charge.answered(answer, now);
        count(answered);
        return repository
                .answer(answered)
                .thenMany(
                        Flux.fromIterable(ChargeEvents.of(answer, charge, now)).concatMap(outbox::enqueue))
                .collectList()
                .as(transaction::transactional)
                // Nobody else knows what the gateway said.
                .retryWhen(Retry.backoff(KEEPING_TRIES, KEEPING_PAUSE)
                        .filter(fault -> !RecordFaults.isFaultOfARecord(fault)))
                .doOnNext(entries -> announce(entries).subscribe())
                .onErrorResume(failure -> {
                    log.atError()
                            .addKeyValue("paymentId", charge.paymentId())
                            .addKeyValue("gateway", charge.gateway())
                            .addKeyValue("errorCode", RecordFaults.codeOf(failure))
                            .log("answer of the gateway was not kept");
                    return Mono.empty();
                })
                .thenReturn(answered);
    }

    // What is not published now is published later: it stands in the outbox.
    private Mono<Void> announce(List<Entry> entries) {
        return publisher.publish(entries).timeout(ANNOUNCEMENT).onErrorResume(failure -> Mono.empty());
    }

    /** The charge of this key, once its gateway has answered or was given up. */
    private Mono<Charge> earlier(String tenantId, String idempotencyKey, String requestHash) {
        return repository.find(tenantId, idempotencyKey).flatMap(charge -> {
            if (!charge.requestHash().equals(requestHash)) {
                return Mono.error(new KeyOfAnotherRequest());
            }
            return charge.answeredAt() != null || isGivenUp(charge)
                    ? Mono.just(charge)
                    : Mono.delay(LOOK_AGAIN).then(earlier(tenantId, idempotencyKey, requestHash));
        });
    }

    private boolean isGivenUp(Charge charge) {
        return clock.instant()
                .isAfter(charge.createdAt().plus(properties.timeout()).plus(ANNOUNCEMENT));
    }

    private String paymentId(String tenantId, @Nullable String bot) {
        String prefix = bot == null ? prefixes.of(tenantId) : "BOT" + bot;
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    private void count(Charge charge) {
        meters.counter(
                        "correnteza.processor.charges",
                        "gateway",
                        charge.gateway(),
                        "outcome",
                        charge.outcome().name().toLowerCase(Locale.ROOT))
                .increment();
        if (charge.outcome() == Outcome.UNKNOWN) {
            log.atWarn()
                    .addKeyValue("paymentId", charge.paymentId())
                    .addKeyValue("gateway", charge.gateway())
                    .addKeyValue("errorCode", String.valueOf(charge.reason()))
                    .log("not known whether the gateway charged");
        }
    }
}
