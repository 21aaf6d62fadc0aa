package dev.correnteza.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhookSourceTest {
    private static final int COUNT = 300;

    @Test
    void givesNoBodyTwice() {
        List<Webhook> webhooks = accepted(1);

        assertThat(webhooks).extracting(Webhook::hash).doesNotHaveDuplicates();
        assertThat(webhooks).extracting(Webhook::kind).contains(Kind.values());
        assertThat(webhooks)
                .extracting(Webhook::topic)
                .contains(Topics.PAYMENT_EVENTS, Topics.GATEWAY_NOTIFICATIONS, Topics.WEBHOOK_QUARANTINE);
        assertThat(webhooks).anyMatch(Webhook::isRepeated).anyMatch(webhook -> !webhook.isRepeated());
    }

    @Test
    void givesTheSameForTheSameSeed() {
        assertThat(accepted(1)).extracting(Webhook::hash).isEqualTo(hashes(1)).isNotEqualTo(hashes(2));
    }

    @Test
    void goesOnWithASaleOnlyOnceItsLastWebhookWasAccepted() {
        WebhookSource source = new WebhookSource(1);

        assertThat(Stream.generate(source::next).limit(COUNT)).allMatch(webhook -> webhook.step() == 0);
        assertThat(accepted(1)).anyMatch(webhook -> webhook.step() == 1);
    }

    private static List<String> hashes(long seed) {
        return accepted(seed).stream().map(Webhook::hash).toList();
    }

    private static List<Webhook> accepted(long seed) {
        WebhookSource source = new WebhookSource(seed);
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Webhook webhook = source.next();
            webhooks.add(webhook);
            source.accepted(webhook);
        }
        return webhooks;
    }
}
