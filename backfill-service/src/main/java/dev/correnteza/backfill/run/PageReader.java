package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryPage;
import dev.correnteza.backfill.lane.EventRecords;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the records of a page mean, and what is written of them. */
@Component
class PageReader {
    private final EventRecords records;
    private final Clock clock;

    PageReader(EventRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The page's records, in its order. */
    List<Reading> read(HistoryPage page, HistoryClient client, GatewayAccount account) {
        Account owner = new Account(account.tenantId(), account.accountId(), Map.of());
        Instant fetchedAt = clock.instant();
        return page.records().stream()
                .map(bytes -> read(bytes, client, owner, fetchedAt))
                .toList();
    }

    private Reading read(byte[] bytes, HistoryClient client, Account account, Instant fetchedAt) {
        Normalization meaning = client.normalize(account, bytes, fetchedAt);
        return switch (meaning) {
            case Understood understood ->
                new Reading(
                        meaning,
                        understood.events().stream().map(records::backfill).toList());
            case NotUnderstood unclear ->
                new Reading(
                        meaning,
                        List.of(quarantined(
                                bytes,
                                client,
                                account,
                                fetchedAt,
                                unclear.reason().name(),
                                unclear.detail())));
            case TooComplex tooComplex ->
                new Reading(meaning, List.of(quarantined(bytes, client, account, fetchedAt, "TOO_COMPLEX", null)));
            case Notified notified ->
                throw new IllegalStateException(
                        client.gateway() + ": names a resource (expected: a record of a history is the resource)");
        };
    }

    private ProducerRecord<String, byte[]> quarantined(
            byte[] bytes,
            HistoryClient client,
            Account account,
            Instant fetchedAt,
            String reason,
            @Nullable String detail) {
        // The same record gives the same id whenever it is fetched.
        String id = DerivedId.quarantine(account.accountId(), "history", digest(bytes))
                .toString();
        return records.quarantine(QuarantinedWebhook.newBuilder()
                .setQuarantineId(id)
                .setTenantId(account.tenantId())
                .setAccountId(account.accountId())
                .setGateway(client.gateway())
                .setReason(reason)
                .setDetail(detail)
                .setReceivedAt(fetchedAt)
                .setRaw(new RawWebhook(
                        "application/json", Map.of(), null, ByteBuffer.wrap(bytes), client.adapterVersion()))
                .build());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * A record and what becomes of it.
     *
     * @param writes for the backfill lane or the quarantine
     */
    record Reading(Normalization meaning, List<ProducerRecord<String, byte[]>> writes) {
        boolean isUnderstood() {
            return meaning instanceof Understood;
        }
    }
}
