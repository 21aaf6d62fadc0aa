package dev.correnteza.ingest.webhook;

import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.Verification.Verified;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.ingest.account.Accounts;
import dev.correnteza.ingest.account.HostedAccount;
import dev.correnteza.ingest.limit.RateLimits;
import dev.correnteza.ingest.limit.RateLimits.Grant;
import dev.correnteza.ingest.publish.NotDurable;
import dev.correnteza.ingest.publish.RecordPublisher;
import dev.correnteza.ingest.refused.RefusedWebhooks;
import dev.correnteza.ingest.trace.WebhookTraces;
import dev.correnteza.ingest.trace.WebhookTraces.Trace;
import dev.correnteza.ingest.webhook.Outcome.Result;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happens to a webhook: address, signature, meaning, durable record, and only then a 2xx. */
final class WebhookIntake {
    private static final Logger log = LoggerFactory.getLogger(WebhookIntake.class);

    private static final String ADAPTER_FAILED = "ADAPTER_FAILED";
    static final Outcome UNKNOWN_ADDRESS = Outcome.of(Result.NOT_FOUND, Outcome.NO_GATEWAY, "unknown_address");

    private final Accounts accounts;
    private final RateLimits limits;
    private final WebhookTraces traces;
    private final RecordPublisher publisher;
    private final RefusedWebhooks refused;
    private final WebhookRecords records = new WebhookRecords();

    WebhookIntake(
            Accounts accounts,
            RateLimits limits,
            WebhookTraces traces,
            RecordPublisher publisher,
            RefusedWebhooks refused) {
        this.accounts = accounts;
        this.limits = limits;
        this.traces = traces;
        this.publisher = publisher;
        this.refused = refused;
    }

    /** Never fails: what goes wrong on our side is an outcome too. */
    Mono<Outcome> take(WebhookRequest request) {
        Trace trace = traces.begin(request.headers());
        return decided(request, trace)
                .onErrorResume(failure -> Mono.just(failed(failure)))
                .doOnNext(
                        outcome -> trace.end(outcome.gateway(), outcome.result().label(), outcome.reason()))
                .doOnCancel(() -> trace.end(Outcome.NO_GATEWAY, Result.ABANDONED.label(), "client_gone"));
    }

    private Mono<Outcome> decided(WebhookRequest request, Trace trace) {
        try {
            return decide(request, trace);
        } catch (RuntimeException e) {
            return Mono.just(failed(e));
        }
    }

    static Outcome failed(Throwable failure) {
        log.atError().setCause(LoggableFailure.of(failure)).log("webhook could not be handled");
        return Outcome.of(Result.FAILED, Outcome.NO_GATEWAY, "internal_error");
    }

    private Mono<Outcome> decide(WebhookRequest request, Trace trace) {
        if (!accounts.isLoaded()) {
            return Mono.just(Outcome.of(Result.UNAVAILABLE, Outcome.NO_GATEWAY, "accounts_not_loaded"));
        }
        WebhookAddress address = request.address();
        Optional<HostedAccount> found =
                accounts.addressedBy(address.gateway(), address.accountId(), address.urlSecret(), request.receivedAt());
        if (found.isEmpty() || !isExpected(address.suffix(), found.get().adapter())) {
            return Mono.just(UNKNOWN_ADDRESS);
        }
        HostedAccount account = found.get();
        if (!account.isOpenTo(request.clientAddress())) {
            return Mono.just(
                    Outcome.of(Result.REFUSED, account.adapter().gateway().name(), "source_not_allowed"));
        }
        ReceivedWebhook received =
                new ReceivedWebhook(account.account(), request.headers(), request.query(), request.body());
        Verification verification = account.adapter().verify(received, account.signingSecrets(), request.receivedAt());
        return switch (verification) {
            case Rejected(Rejection reason) ->
                Mono.just(refused(account.adapter(), received, reason, request.receivedAt()));
            case Verified(VerifiedWebhook webhook) -> withinLimits(account.adapter(), webhook, trace);
        };
    }

    private static boolean isExpected(String suffix, GatewayAdapter adapter) {
        return suffix.isEmpty() || adapter.pathSuffixes().contains(suffix);
    }

    private Outcome refused(GatewayAdapter adapter, ReceivedWebhook received, Rejection reason, Instant receivedAt) {
        Result result = switch (reason) {
            // What cannot be read proves nothing, and no secret that is corrected later would change that.
            case BODY_UNREADABLE, BODY_TOO_COMPLEX -> Result.UNREADABLE;
            default -> Result.REFUSED;
        };
        if (result == Result.REFUSED) {
            refused.keep(adapter, received, reason, receivedAt);
        }
        return Outcome.of(result, adapter.gateway().name(), reason.name().toLowerCase(Locale.ROOT));
    }

    private Mono<Outcome> withinLimits(GatewayAdapter adapter, VerifiedWebhook webhook, Trace trace) {
        Account account = webhook.received().account();
        Grant grant = limits.take(account.tenantId(), account.accountId());
        return grant.isTaken()
                ? keep(adapter, webhook, trace)
                : Mono.just(Outcome.limited(
                        adapter.gateway().name(),
                        grant.exceeded().name().toLowerCase(Locale.ROOT),
                        grant.retryAfterSeconds()));
    }

    private Mono<Outcome> keep(GatewayAdapter adapter, VerifiedWebhook webhook, Trace trace) {
        String gateway = adapter.gateway().name();
        Normalization meaning;
        try {
            meaning = adapter.normalize(webhook);
        } catch (RuntimeException e) {
            // Our fault: the webhook is kept until the adapter is mended. Sent again it would only fail again.
            log.atError()
                    .addKeyValue("gateway", gateway)
                    .addKeyValue("accountId", webhook.received().account().accountId())
                    .setCause(LoggableFailure.of(e))
                    .log("adapter failed, webhook quarantined");
            return quarantine(ADAPTER_FAILED, null, adapter, webhook, trace);
        }
        return switch (meaning) {
            case Understood(var events) -> publish(records.of(events), adapter, trace, Result.ACCEPTED, "understood");
            case PartlyUnderstood(var events, NotUnderstood(Reason reason, var detail)) ->
                publish(
                        records.with(events, records.quarantined(reason.name(), detail, adapter, webhook)),
                        adapter,
                        trace,
                        Result.QUARANTINED,
                        reason.name().toLowerCase(Locale.ROOT));
            case Notified(var notification) ->
                publish(List.of(records.of(notification)), adapter, trace, Result.ACCEPTED, "notified");
            case NotUnderstood(Reason reason, var detail) -> quarantine(reason.name(), detail, adapter, webhook, trace);
            case TooComplex() -> Mono.just(Outcome.of(Result.UNREADABLE, gateway, "body_too_complex"));
        };
    }

    private Mono<Outcome> quarantine(
            String reason, @Nullable String detail, GatewayAdapter adapter, VerifiedWebhook webhook, Trace trace) {
        return publish(
                List.of(records.quarantined(reason, detail, adapter, webhook)),
                adapter,
                trace,
                Result.QUARANTINED,
                reason.toLowerCase(Locale.ROOT));
    }

    private Mono<Outcome> publish(
            List<ProducerRecord<String, byte[]>> toPublish,
            GatewayAdapter adapter,
            Trace trace,
            Result result,
            String reason) {
        toPublish.forEach(trace::continueIn);
        String gateway = adapter.gateway().name();
        return published(toPublish)
                .then(Mono.just(Outcome.taken(result, gateway, reason, adapter.accepted())))
                .onErrorResume(
                        NotDurable.class, e -> Mono.just(Outcome.of(Result.UNAVAILABLE, gateway, "not_durable")));
    }

    private Mono<Void> published(List<ProducerRecord<String, byte[]>> toPublish) {
        return toPublish.size() == 1
                ? publisher.publish(toPublish.getFirst())
                : Flux.fromIterable(toPublish)
                        .flatMapDelayError(publisher::publish, toPublish.size(), 1)
                        .then();
    }
}
