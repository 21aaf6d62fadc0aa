package dev.correnteza.simulator.charge;

import dev.correnteza.simulator.webhook.SignedWebhook;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Posts webhooks and remembers what they were answered. One is posted once: a gateway's retries are not played. */
public final class Posts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 100_000;

    private final HttpClient http = HttpClient.create().responseTimeout(PATIENCE);
    private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());

    /** @return the status of the answer; 0 where there was none. Never fails */
    public Mono<Integer> post(SignedWebhook webhook, String url) {
        return Mono.defer(() -> http.headers(headers -> webhook.headers().forEach(headers::set))
                        .post()
                        .uri(webhook.to(url))
                        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(webhook.body())))
                        .response((answer, body) ->
                                body.then(Mono.just(answer.status().code())))
                        .single())
                .onErrorReturn(0)
                .doOnNext(status -> {
                    if (statuses.size() < MAX_REMEMBERED) {
                        statuses.add(status);
                    }
                });
    }

    /** What the webhooks posted so far were answered. */
    public List<Integer> statuses() {
        synchronized (statuses) {
            return List.copyOf(statuses);
        }
    }
}
