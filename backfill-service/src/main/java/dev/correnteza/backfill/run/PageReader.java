package dev.correnteza.backfill.run;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryPage;
import dev.correnteza.backfill.lane.EventRecords;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
            case PartlyUnderstood partly -> {
                List<ProducerRecord<String, byte[]>> writes = new ArrayList<>();
                writes.add(quarantined(bytes, client, account, fetchedAt, partly.rest()));
                partly.events().forEach(event -> writes.add(records.backfill(event)));
                yield new Reading(meaning, writes);
            }
            case NotUnderstood unclear ->
                new Reading(meaning, List.of(quarantined(bytes, client, account, fetchedAt, unclear)));
            case TooComplex tooComplex ->
                new Reading(meaning, List.of(quarantined(bytes, client, account, fetchedAt, "TOO_COMPLEX", null)));
            case Notified notified ->
                throw new IllegalStateException(
                        client.gateway() + ": names a resource (expected: a record of a history is the resource)");
        };
    }

    private ProducerRecord<String, byte[]> quarantined(
            byte[] bytes, HistoryClient client, Account account, Instant fetchedAt, NotUnderstood unclear) {
        return quarantined(bytes, client, account, fetchedAt, unclear.reason().name(), unclear.detail());
    }

    private ProducerRecord<String, byte[]> quarantined(
            byte[] bytes,
            HistoryClient client,
            Account account,
            Instant fetchedAt,
            String reason,
            @Nullable String detail) {
        return records.quarantine(QuarantinedWebhook.newBuilder()
                .setQuarantineId(quarantineId(account, bytes))
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

    // The same record gives the same id whenever it is fetched.
    private static String quarantineId(Account account, byte[] bytes) {
        byte[] owner = account.accountId().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(owner.length + 1 + bytes.length)
                        .put(owner)
                        .put((byte) 0)
                        .put(bytes)
                        .array())
                .toString();
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
