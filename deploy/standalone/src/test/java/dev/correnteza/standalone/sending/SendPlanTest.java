package dev.correnteza.standalone.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final WebhookSender sender = WebhookSenders.find("hotmart").orElseThrow();
    private final Sample sample =
            Samples.find("hotmart", "purchase_approved-pix").orElseThrow();

    @Test
    void sendsTheSampleAsOftenAsAsked() {
        assertThat(bodies(new SendPlan(3, false, 0, false, false, 0)))
                .hasSize(3)
                .containsOnly(bodies(once()).getFirst());
    }

    @Test
    void makesEachAnotherSaleWhenFresh() {
        assertThat(bodies(new SendPlan(3, true, 0, false, false, 0))).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void sendsDuplicatesAfterTheirOriginal() {
        List<String> bodies = bodies(new SendPlan(2, true, 2, false, false, 0));

        assertThat(bodies).hasSize(6);
        assertThat(bodies.subList(0, 3)).containsOnly(bodies.getFirst());
        assertThat(bodies.subList(3, 6)).containsOnly(bodies.getLast());
    }

    @Test
    void shufflesTheSameRequests() {
        List<String> inOrder = bodies(new SendPlan(20, true, 1, false, false, 0));
        List<String> shuffled = bodies(new SendPlan(20, true, 1, true, false, 0));

        assertThat(shuffled).isNotEqualTo(inOrder).containsExactlyInAnyOrderElementsOf(inOrder);
    }

    @Test
    void leavesTheTimesAsTheyAreOnlyWhenAsked() {
        String original = new String(sample.body(), StandardCharsets.UTF_8);

        assertThat(bodies(new SendPlan(1, false, 0, false, true, 0))).containsExactly(original);
        assertThat(bodies(once()).getFirst()).isNotEqualTo(original).contains("" + NOW.toEpochMilli());
    }

    private static SendPlan once() {
        return new SendPlan(1, false, 0, false, false, 0);
    }

    private List<String> bodies(SendPlan plan) {
        return plan.requests(sender, sample, "secret", NOW, 1, new Random(1)).stream()
                .map(SignedWebhook::body)
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .toList();
    }
}
