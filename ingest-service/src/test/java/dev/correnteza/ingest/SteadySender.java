package dev.correnteza.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.SignedWebhook;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Sends webhooks without a pause: one after the other such as go to quarantine, whose records have one key, so that their order is
 * known; and with each some others at once.
 */
final class SteadySender implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final int APART = 1_000_000;
    private static final Pattern TRANSACTION = Pattern.compile("HP\\d{10}");

    private final RunningIngest ingest;
    private final TestAccount account;
    private final List<String> inOrder = new CopyOnWriteArrayList<>();
    private final Set<String> atOnce = new HashSet<>();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("steady-sender").unstarted(this::run);
    private volatile boolean stopped;

    SteadySender(RunningIngest ingest, TestAccount account) {
        this.ingest = ingest;
        this.account = account;
        thread.start();
    }

    static CompletableFuture<HttpResponse<String>> send(RunningIngest ingest, TestAccount account, int number) {
        SignedWebhook signed = signed(account, number);
        return ingest.postAsync(account.path(), signed.headers(), signed.body());
    }

    static String transaction(int number) {
        return "HP" + (3_000_000_000L + number);
    }

    /** The transaction that a record's raw body names. */
    static String transactionIn(byte[] value) {
        Matcher matcher = TRANSACTION.matcher(new String(value, UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    void awaitMore(int count) {
        int before = inOrder.size();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> inOrder.size() >= before + count);
    }

    /** After this all that was sent is answered. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    List<String> inOrder() {
        return List.copyOf(inOrder);
    }

    Set<String> atOnce() {
        return Set.copyOf(atOnce);
    }

    /** What was answered other than 200; -1 for no answer. */
    List<Integer> refusals() {
        return List.copyOf(refusals);
    }

    private void run() {
        List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
        for (int number = 0; !stopped; number++) {
            for (int other = 0; other < AT_ONCE; other++) {
                int otherNumber = APART + number * AT_ONCE + other;
                others.add(send(ingest, account, otherNumber));
                atOnce.add(transaction(otherNumber));
            }
            check(sendNotUnderstood(number));
            inOrder.add(transaction(number));
            others.removeIf(answer -> answer.isDone() && check(answer));
        }
        others.forEach(this::check);
    }

    private CompletableFuture<HttpResponse<String>> sendNotUnderstood(int number) {
        SignedWebhook signed = signed(account, number);
        byte[] body = new String(signed.body(), UTF_8)
                .replace("PURCHASE_APPROVED", "PURCHASE_NEVER_HEARD_OF")
                .getBytes(UTF_8);
        return ingest.postAsync(account.path(), Map.copyOf(signed.headers()), body);
    }

    private boolean check(CompletableFuture<HttpResponse<String>> answer) {
        try {
            int status = answer.get(60, TimeUnit.SECONDS).statusCode();
            if (status != 200) {
                refusals.add(status);
            }
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            refusals.add(-1);
        }
        return true;
    }

    private static SignedWebhook signed(TestAccount account, int number) {
        Sample sample = Samples.find("hotmart", "purchase_approved-pix").orElseThrow();
        return account.sign(WebhookSenders.find("hotmart").orElseThrow().fresh(sample, number));
    }

    @Override
    public void close() {
        stopped = true;
    }
}
