package dev.correnteza.ingest.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.RefusedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.Verification.Rejection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RefusedWebhooksTest {
    private static final GatewayAdapter HOTMART = Gateways.find("hotmart").orElseThrow();
    private static final int MEGABYTE = 1024 * 1024;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Mono<Void> acknowledgement = Mono.empty();
    private final RefusedWebhooks refused = new RefusedWebhooks(
            record -> acknowledgement.doOnSubscribe(subscription -> published.add(record)),
            new RefusedProperties(3, 1, DataSize.ofMegabytes(4), DataSize.ofMegabytes(1), DataSize.ofMegabytes(2)),
            registry,
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void keepsAllThatVerifyingAgainNeeds() throws Exception {
        refused.keep(HOTMART, webhook("account-1", 10), Rejection.PROOF_WRONG, now);

        ProducerRecord<String, byte[]> record = published.getFirst();
        RefusedWebhook webhook = AvroCodec.of(RefusedWebhook.class).decode(record.value());
        assertThat(record.topic()).isEqualTo(Topics.WEBHOOK_REFUSED);
        assertThat(record.key()).isEqualTo("account-1");
        assertThat(webhook.getTenantId()).isEqualTo("tenant-1");
        assertThat(webhook.getReason()).isEqualTo("PROOF_WRONG");
        assertThat(webhook.getReceivedAt()).isEqualTo(now);
        assertThat(webhook.getProof())
                .isEqualTo(Map.of("x-hotmart-hottok", "wrong", "content-type", "application/json"));
        assertThat(webhook.getProofQuery()).isEqualTo(Map.of("signed", "so"));
        assertThat(webhook.getRaw().getBody()).isEqualTo(ByteBuffer.wrap(new byte[10]));
        assertThat(webhook.getRaw().getHeaders()).doesNotContainKey("x-hotmart-hottok");
        assertThat(webhook.getRaw().getQuery()).isNull();
        assertThat(count("kept")).isEqualTo(1);
    }

    @Test
    void keepsAsManyOfAnAccountAsItsBudgetAllowsAndOfOthersAllTheSame() {
        for (int i = 0; i < 50; i++) {
            refused.keep(HOTMART, webhook("account-1", 10), Rejection.PROOF_WRONG, now);
        }
        refused.keep(HOTMART, webhook("account-2", 10), Rejection.PROOF_WRONG, now);

        assertThat(published)
                .extracting(ProducerRecord::key)
                .containsExactly("account-1", "account-1", "account-1", "account-2");
        assertThat(count("over_budget")).isEqualTo(47);

        now = now.plusSeconds(60);
        refused.keep(HOTMART, webhook("account-1", 10), Rejection.PROOF_WRONG, now);
        refused.keep(HOTMART, webhook("account-1", 10), Rejection.PROOF_WRONG, now);

        assertThat(published).hasSize(5);
    }

    @Test
    void keepsNoMoreBytesOfAnAccountThanItsBudgetAllows() {
        refused.keep(HOTMART, webhook("account-1", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);
        refused.keep(HOTMART, webhook("account-1", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);
        refused.keep(HOTMART, webhook("account-1", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);

        assertThat(published).hasSize(2);
        assertThat(count("over_budget")).isEqualTo(1);
    }

    @Test
    void holdsNoMoreInMemoryThanItMayUntilTheBrokerAnswers() {
        Sinks.Empty<Void> broker = Sinks.empty();
        acknowledgement = broker.asMono();
        refused.keep(HOTMART, webhook("account-1", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);
        refused.keep(HOTMART, webhook("account-2", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);
        assertThat(count("over_memory")).isEqualTo(1);

        broker.tryEmitEmpty();
        refused.keep(HOTMART, webhook("account-3", 3 * MEGABYTE / 2), Rejection.PROOF_WRONG, now);

        assertThat(published).extracting(ProducerRecord::key).containsExactly("account-1", "account-3");
        assertThat(count("kept")).isEqualTo(2);
    }

    @Test
    void countsWhatTheBrokerDidNotTakeAndGoesOn() {
        acknowledgement = Mono.error(new IllegalStateException("the broker is away"));
        refused.keep(HOTMART, webhook("account-1", 2 * MEGABYTE - 1_000), Rejection.PROOF_WRONG, now);
        assertThat(count("lost")).isEqualTo(1);

        acknowledgement = Mono.empty();
        refused.keep(HOTMART, webhook("account-1", MEGABYTE), Rejection.PROOF_WRONG, now);

        assertThat(count("kept")).isEqualTo(1);
    }

    private double count(String outcome) {
        return registry.get("correnteza.ingest.refused")
                .tags("gateway", "hotmart", "outcome", outcome)
                .counter()
                .count();
    }

    private static ReceivedWebhook webhook(String accountId, int size) {
        return new ReceivedWebhook(
                new Account("tenant-1", accountId, Map.of()),
                Map.of("x-hotmart-hottok", "wrong", "content-type", "application/json", "cookie", "a=b"),
                Map.of("signed", "so"),
                new byte[size]);
    }
}
