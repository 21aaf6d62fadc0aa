package dev.correnteza.standalone.sending;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.standalone.client.Account;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Posts samples to an account's webhook address, a few at a time. */
public final class WebhookPoster {
    private static final int MAX_UNDER_WAY = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Numbers of fresh sales have eleven digits at most: more do not fit into an end-to-end id. */
    private static final long NUMBERS = 100_000_000_000L;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public WebhookPoster(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns when all were answered.
     *
     * @param progress is told how many were answered so far
     */
    public SendResult post(WebhookSender sender, Sample sample, Account account, SendPlan plan, IntConsumer progress)
            throws InterruptedException {
        String secret = account.signingSecrets().isEmpty()
                ? ""
                : account.signingSecrets().getFirst();
        long firstNumber = random.nextLong(NUMBERS - plan.count());
        List<SignedWebhook> requests = plan.requests(sender, sample, secret, clock.instant(), firstNumber, random);
        return post(account.webhookUrl(), requests, plan.ratePerSecond(), progress);
    }

    private SendResult post(String address, List<SignedWebhook> requests, double ratePerSecond, IntConsumer progress)
            throws InterruptedException {
        var underWay = new Semaphore(MAX_UNDER_WAY);
        var answered = new AtomicInteger();
        int[] statuses = new int[requests.size()];
        long[] nanos = new long[requests.size()];
        long startedAt = System.nanoTime();
        for (int i = 0; i < requests.size(); i++) {
            awaitTurn(startedAt, i, ratePerSecond);
            underWay.acquire();
            int index = i;
            long sentAt = System.nanoTime();
            var _ = http.sendAsync(request(address, requests.get(i)), BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        nanos[index] = System.nanoTime() - sentAt;
                        statuses[index] = failure == null ? answer.statusCode() : 0;
                        progress.accept(answered.incrementAndGet());
                        underWay.release();
                    });
        }
        underWay.acquire(MAX_UNDER_WAY);
        return result(statuses, nanos, System.nanoTime() - startedAt);
    }

    private static void awaitTurn(long startedAt, int index, double ratePerSecond) throws InterruptedException {
        if (ratePerSecond > 0) {
            long dueAt = startedAt + Math.round(index / ratePerSecond * TimeUnit.SECONDS.toNanos(1));
            TimeUnit.NANOSECONDS.sleep(dueAt - System.nanoTime());
        }
    }

    private static HttpRequest request(String address, SignedWebhook webhook) {
        var request = HttpRequest.newBuilder(webhook.to(address))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        return request.build();
    }

    private static SendResult result(int[] statuses, long[] nanos, long durationNanos) {
        Map<Integer, Integer> counts = new TreeMap<>();
        int unanswered = 0;
        long[] answeredNanos = new long[nanos.length];
        int answered = 0;
        for (int i = 0; i < statuses.length; i++) {
            if (statuses[i] == 0) {
                unanswered++;
            } else {
                counts.merge(statuses[i], 1, Integer::sum);
                answeredNanos[answered++] = nanos[i];
            }
        }
        return new SendResult(
                statuses.length,
                Collections.unmodifiableMap(counts),
                unanswered,
                latency(Arrays.copyOf(answeredNanos, answered)),
                milliseconds(durationNanos));
    }

    private static SendResult.@Nullable Latency latency(long[] nanos) {
        if (nanos.length == 0) {
            return null;
        }
        Arrays.sort(nanos);
        return new SendResult.Latency(
                milliseconds(percentile(nanos, 50)),
                milliseconds(percentile(nanos, 95)),
                milliseconds(percentile(nanos, 99)),
                milliseconds(nanos[nanos.length - 1]));
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    private static double milliseconds(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
