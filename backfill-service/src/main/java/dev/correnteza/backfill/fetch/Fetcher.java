package dev.correnteza.backfill.fetch;

import dev.correnteza.backfill.account.ApiAccount;
import dev.correnteza.backfill.account.ApiAccounts;
import dev.correnteza.backfill.failure.ErrorCode;
import dev.correnteza.backfill.failure.PermanentFailure;
import dev.correnteza.backfill.failure.TransientFailure;
import dev.correnteza.backfill.fetch.FetchMetrics.Outcome;
import dev.correnteza.backfill.gateway.PaymentClient;
import dev.correnteza.backfill.gateway.PaymentClients;
import dev.correnteza.backfill.lane.EventRecords;
import dev.correnteza.backfill.lane.LanePublisher;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Understood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Fetches payments and publishes what their gateways say of them on the live lane. Where nothing changed, that is a fact that the
 * books have: it has the same event id.
 */
@Component
class Fetcher {
    private static final Logger log = LoggerFactory.getLogger(Fetcher.class);
    private static final String OTHER = "other";

    private final ApiAccounts accounts;
    private final PaymentClients clients;
    private final EventRecords records;
    private final LanePublisher publisher;
    private final FetchProperties properties;
    private final FetchMetrics metrics;

    Fetcher(
            ApiAccounts accounts,
            PaymentClients clients,
            EventRecords records,
            LanePublisher publisher,
            FetchProperties properties,
            FetchMetrics metrics) {
        this.accounts = accounts;
        this.clients = clients;
        this.records = records;
        this.publisher = publisher;
        this.properties = properties;
        this.metrics = metrics;
    }

    /**
     * Completes when each of these has ended and what was found is acknowledged. Fails only where the broker does not acknowledge: then
     * all have to be fetched again, which does no harm.
     */
    Mono<Void> fetch(List<GatewayNotification> notifications) {
        Map<String, List<GatewayNotification>> byAccount = new TreeMap<>();
        for (GatewayNotification one : notifications) {
            byAccount
                    .computeIfAbsent(one.getAccountId(), id -> new ArrayList<>())
                    .add(one);
        }
        Duration limit = properties.turnOf(byAccount.size());
        return accounts.loaded()
                .thenMany(Flux.fromIterable(byAccount.values()))
                .flatMap(ofAccount -> new Turn(limit).fetch(ofAccount), properties.accountsAtOnce())
                .then();
    }

    /**
     * One account's share of a batch. An account whose gateway does not answer is not waited for twice, and one whose gateway is slow not
     * for longer than its limit: others wait behind it.
     */
    private final class Turn {
        private final Mono<Long> over;
        private volatile boolean isAway;

        Turn(Duration limit) {
            // Counted from the first that waits for it.
            this.over = Mono.delay(limit).cache();
        }

        Mono<Void> fetch(List<GatewayNotification> notifications) {
            return Flux.fromIterable(notifications).concatMap(this::fetch).then();
        }

        private Mono<Void> fetch(GatewayNotification notification) {
            Optional<PaymentClient> client = clients.find(notification.getGateway());
            if (client.isEmpty()) {
                return ended(OTHER, Outcome.NO_CLIENT);
            }
            Optional<ApiAccount> account = accounts.find(notification.getTenantId(), notification.getAccountId())
                    .filter(one -> one.gateway().equals(notification.getGateway()));
            if (account.isEmpty()) {
                return ended(notification.getGateway(), Outcome.NO_ACCOUNT);
            }
            if (isAway) {
                return ended(notification.getGateway(), Outcome.GIVEN_UP);
            }
            return asked(client.get(), account.get(), notification)
                    .flatMap(found -> found.map(meaning -> publish(notification, meaning))
                            .orElseGet(() -> Mono.just(Outcome.NOT_FOUND)))
                    .onErrorResume(GivenUp.class, e -> Mono.just(Outcome.GIVEN_UP))
                    .flatMap(outcome -> ended(notification.getGateway(), outcome));
        }

        private Mono<Optional<Normalization>> asked(
                PaymentClient client, ApiAccount account, GatewayNotification notification) {
            return client.fetch(account, notification.getResourceId())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .retryWhen(Retry.backoff(properties.maxAttempts() - 1L, properties.minBackoff())
                            .maxBackoff(properties.maxBackoff())
                            .jitter(0.5)
                            .filter(TransientFailure.class::isInstance)
                            .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                    .timeout(over, Mono.error(() -> new TransientFailure(ErrorCode.GATEWAY_UNAVAILABLE, null)))
                    .onErrorMap(failure -> {
                        isAway = true;
                        log.atWarn()
                                .addKeyValue("gateway", notification.getGateway())
                                .addKeyValue("accountId", notification.getAccountId())
                                .addKeyValue("errorCode", codeOf(failure))
                                .log("payment cannot be fetched");
                        return new GivenUp();
                    });
        }
    }

    private Mono<Outcome> publish(GatewayNotification notification, Normalization meaning) {
        List<PaymentEvent> events = switch (meaning) {
            case Understood understood -> understood.events();
            case PartlyUnderstood partly -> partly.events();
            default -> List.of();
        };
        if (!(meaning instanceof Understood)) {
            log.atWarn()
                    .addKeyValue("gateway", notification.getGateway())
                    .addKeyValue("accountId", notification.getAccountId())
                    .addKeyValue("errorCode", reasonOf(meaning))
                    .log("what was fetched is not understood");
        }
        return publisher
                .publish(events.stream().map(records::live).toList())
                .thenReturn(meaning instanceof Understood ? Outcome.PUBLISHED : Outcome.NOT_UNDERSTOOD);
    }

    private Mono<Void> ended(String gateway, Outcome outcome) {
        metrics.count(gateway, outcome);
        return Mono.empty();
    }

    private static String reasonOf(Normalization meaning) {
        @Nullable
        NotUnderstood unclear = meaning instanceof NotUnderstood all
                ? all
                : meaning instanceof PartlyUnderstood partly ? partly.rest() : null;
        return unclear == null ? "TOO_COMPLEX" : unclear.reason().name();
    }

    private static String codeOf(Throwable failure) {
        return switch (failure) {
            case TransientFailure known -> known.code().name();
            case PermanentFailure known -> known.code().name();
            default -> failure.getClass().getSimpleName();
        };
    }

    /** The gateway did not say. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super("given up", null, false, false);
        }
    }
}
