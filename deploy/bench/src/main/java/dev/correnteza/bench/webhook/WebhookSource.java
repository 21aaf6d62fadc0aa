package dev.correnteza.bench.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.WebhookSenders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;

/** Webhooks without end, each of them another fact; which ones is decided by the seed and by which are accepted first. */
public final class WebhookSource {
    private static final Kind[] KINDS = Kind.values();
    private static final int ONE_REPEATED_IN = 20;
    private static final String KNOWN_WORD = "PURCHASE_APPROVED";
    private static final String UNKNOWN_WORD = "PURCHASE_NEVER_HEARD_OF";

    private final Map<Kind, List<Sample>> samples = new EnumMap<>(Kind.class);
    private final Queue<Webhook> goOn = new ArrayDeque<>();
    private final Random random;
    private long id;
    private long sale;

    public WebhookSource(long seed) {
        this.random = new Random(seed);
        for (Kind kind : KINDS) {
            samples.put(
                    kind,
                    kind.samples().stream()
                            .map(name -> Samples.find(kind.gateway(), name)
                                    .orElseThrow(() -> new IllegalStateException("sample: none named " + name)))
                            .toList());
        }
    }

    /** The next of a sale whose last one was accepted, or the first of a new sale. */
    public synchronized Webhook next() {
        Webhook accepted = random.nextBoolean() ? goOn.poll() : null;
        return accepted == null
                ? webhook(KINDS[random.nextInt(KINDS.length)], sale++, 0)
                : webhook(accepted.kind(), accepted.sale(), accepted.step() + 1);
    }

    /** Paid sales at Hotmart, each another one. */
    public static List<Webhook> paidHotmartSales(int count) {
        WebhookSource source = new WebhookSource(0);
        return IntStream.range(0, count)
                .mapToObj(sale -> source.webhook(
                        Kind.HOTMART_SALE, sale, Kind.HOTMART_SALE.samples().size() - 1))
                .toList();
    }

    /** Payments at Stripe, whose signature is one of the whole body, each another one. */
    public static List<Webhook> stripePayments(int count) {
        WebhookSource source = new WebhookSource(0);
        return IntStream.range(0, count)
                .mapToObj(sale -> source.webhook(Kind.STRIPE_PAYMENT, sale, 0))
                .toList();
    }

    /** A webhook was answered 2xx: what comes after it in its sale may be posted. */
    public synchronized void accepted(Webhook webhook) {
        if (webhook.hasNext()) {
            goOn.add(webhook);
        }
    }

    private Webhook webhook(Kind kind, long saleNumber, int step) {
        Sample template = samples.getOrDefault(kind, List.of()).get(step);
        Sample sample = WebhookSenders.find(kind.gateway()).orElseThrow().fresh(template, saleNumber);
        if (kind == Kind.HOTMART_UNKNOWN_WORD) {
            byte[] body = new String(sample.body(), UTF_8)
                    .replace(KNOWN_WORD, UNKNOWN_WORD)
                    .getBytes(UTF_8);
            sample = new Sample(sample.gateway(), sample.name(), sample.contentType(), body);
        }
        boolean isRepeated = random.nextInt(ONE_REPEATED_IN) == 0;
        return new Webhook(id++, kind, saleNumber, step, sample, hash(sample.body()), isRepeated);
    }

    /** As {@link Webhook#hash} is made. */
    public static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
