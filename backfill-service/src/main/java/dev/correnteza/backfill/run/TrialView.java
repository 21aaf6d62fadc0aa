package dev.correnteza.backfill.run;

import dev.correnteza.backfill.run.HistoryPages.DonePage;
import dev.correnteza.backfill.run.PageReader.Reading;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Understood;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trial found: one page, record by record. Nothing of the customer.
 *
 * @param published events written; 0 in a dry run
 * @param hasMore whether further pages follow
 */
record TrialView(
        UUID id,
        String accountId,
        String gateway,
        boolean dryRun,
        long pages,
        long records,
        long published,
        long notUnderstood,
        boolean hasMore,
        List<Mapping> mappings) {

    static TrialView of(UUID id, HistorySpec spec, DonePage done) {
        return new TrialView(
                id,
                spec.accountId(),
                spec.gateway(),
                spec.dryRun(),
                done.counts().pages(),
                done.counts().records(),
                done.counts().published(),
                done.counts().notUnderstood(),
                done.page().next() != null,
                done.readings().stream().flatMap(TrialView::mappings).toList());
    }

    private static Stream<Mapping> mappings(Reading reading) {
        return switch (reading.meaning()) {
            case Understood understood -> understood.events().stream().map(Mapping::of);
            case PartlyUnderstood partly ->
                Stream.concat(
                        partly.events().stream().map(Mapping::of),
                        Stream.of(Mapping.notUnderstood(
                                partly.rest().reason().name(), partly.rest().detail())));
            case NotUnderstood unclear ->
                Stream.of(Mapping.notUnderstood(unclear.reason().name(), unclear.detail()));
            default -> Stream.of(Mapping.notUnderstood("TOO_COMPLEX", null));
        };
    }

    /**
     * What one record means.
     *
     * @param reason {@code null} where it was understood; then everything but the detail may be there
     * @param amountMinor in minor units of currency
     */
    record Mapping(
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String type,
            @Nullable String gatewayEventType,
            @Nullable String eventId,
            @Nullable String correlationKey,
            @Nullable String gatewayTransactionId,
            @Nullable Instant occurredAt,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String method,
            @Nullable Integer installments) {

        private static Mapping of(PaymentEvent event) {
            return new Mapping(
                    null,
                    null,
                    event.getType(),
                    event.getGatewayEventType(),
                    event.getEventId(),
                    CorrelationKey.of(event),
                    event.getGatewayTransactionId(),
                    event.getOccurredAt(),
                    event.getAmountMinor(),
                    event.getCurrency(),
                    event.getMethod().name(),
                    event.getInstallments());
        }

        private static Mapping notUnderstood(String reason, @Nullable String detail) {
            return new Mapping(reason, detail, null, null, null, null, null, null, null, null, null, null);
        }
    }
}
