package dev.correnteza.bench.delivery;

import dev.correnteza.bench.intent.IntentLog;
import dev.correnteza.bench.webhook.Seller;
import dev.correnteza.bench.webhook.Webhook;
import dev.correnteza.bench.webhook.WebhookSource;
import dev.correnteza.simulator.webhook.SignedWebhook;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The gateways: each posts a webhook, and again, with growing pauses, while it gets no 2xx. */
public final class Gateways implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CONNECTIONS = 2_000;
    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MS = 2_000;
    private static final long LONGEST_PAUSE_MS = 20_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);
    private final String url;
    private final Seller seller;
    private final WebhookSource source;
    private final IntentLog log;
    private final Tally tally;
    private final Clock clock;

    /** @param url of the service, without a slash at its end */
    public Gateways(String url, Seller seller, WebhookSource source, IntentLog log, Tally tally, Clock clock) {
        this.url = url;
        this.seller = seller;
        this.source = source;
        this.log = log;
        this.tally = tally;
        this.clock = clock;
    }

    /** Posts until it is accepted or given up; blocks so long. */
    void deliver(Webhook webhook) throws InterruptedException {
        long pauseMs = FIRST_PAUSE_MS;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs));
                pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
            }
            if (Tally.isSuccess(post(webhook))) {
                source.accepted(webhook);
                if (webhook.isRepeated()) {
                    post(webhook);
                }
                return;
            }
        }
        tally.givenUp();
    }

    private int post(Webhook webhook) throws InterruptedException {
        SignedWebhook signed = seller.sign(webhook, clock.instant());
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.to(url + seller.path(webhook)))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        connections.acquire();
        log.posted(webhook.id(), webhook.topic(), webhook.hash());
        int status;
        try {
            status = status(request.build());
        } finally {
            connections.release();
        }
        log.answered(webhook.id(), webhook.topic(), webhook.hash(), status);
        tally.answered(status);
        return status;
    }

    private int status(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException brokenOrRefused) {
            return 0;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
