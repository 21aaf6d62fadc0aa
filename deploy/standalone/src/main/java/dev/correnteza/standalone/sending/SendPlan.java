package dev.correnteza.standalone.sending;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is sent, and how often.
 *
 * @param count how often the sample is sent
 * @param fresh whether each of those is another sale
 * @param duplicates how often each is sent again
 * @param shuffle whether in any order; else duplicates follow their original
 * @param asIs whether the sample keeps its times; else its sale happened now
 * @param ratePerSecond at most; 0 for as fast as it goes
 */
public record SendPlan(int count, boolean fresh, int duplicates, boolean shuffle, boolean asIs, double ratePerSecond) {

    /**
     * The requests in the order in which they are sent.
     *
     * @param firstNumber tells the sales of this plan from those of others
     */
    List<SignedWebhook> requests(
            WebhookSender sender, Sample sample, String secret, Instant now, long firstNumber, Random random) {
        List<SignedWebhook> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sample one = fresh ? sender.fresh(sample, firstNumber + i) : sample;
            SignedWebhook request = sender.sign(asIs ? one : sender.recent(one, now), secret, now);
            requests.addAll(Collections.nCopies(1 + duplicates, request));
        }
        if (shuffle) {
            Collections.shuffle(requests, random);
        }
        return requests;
    }
}
