package dev.correnteza.ingest.webhook;

import dev.correnteza.gateways.WebhookAnswer;
import java.util.Locale;

/**
 * How a request ended.
 *
 * @param result which kind of end
 * @param gateway name for metrics: a supported gateway, or {@code unknown}
 * @param reason code for metrics, of a fixed set
 * @param accepted what the gateway reads when it was taken
 * @param retryAfterSeconds when to send it again; 0 where that is of no use
 */
record Outcome(Result result, String gateway, String reason, WebhookAnswer accepted, long retryAfterSeconds) {
    private static final long RETRY_AFTER_SECONDS = 5;
    static final String NO_GATEWAY = "unknown";

    static Outcome of(Result result, String gateway, String reason) {
        boolean again = result == Result.UNAVAILABLE || result == Result.FAILED;
        return new Outcome(result, gateway, reason, WebhookAnswer.OK, again ? RETRY_AFTER_SECONDS : 0);
    }

    static Outcome taken(Result result, String gateway, String reason, WebhookAnswer answer) {
        return new Outcome(result, gateway, reason, answer, 0);
    }

    static Outcome limited(String gateway, String reason, long retryAfterSeconds) {
        return new Outcome(Result.LIMITED, gateway, reason, WebhookAnswer.OK, retryAfterSeconds);
    }

    /** Kinds of end and the status each is answered with. */
    enum Result {
        ACCEPTED(200),
        QUARANTINED(200),
        NOT_FOUND(404),
        REFUSED(401),
        UNREADABLE(400),
        TOO_SLOW(408),
        TOO_LARGE(413),
        LIMITED(429),
        /** The client hung up before it was answered; nothing is written then, if it was not already. */
        ABANDONED(499),
        UNAVAILABLE(503),
        FAILED(500);

        private final int status;
        private final String label;

        Result(int status) {
            this.status = status;
            this.label = name().toLowerCase(Locale.ROOT);
        }

        /** Name in metrics and traces. */
        String label() {
            return label;
        }

        int status() {
            return status;
        }
    }
}
