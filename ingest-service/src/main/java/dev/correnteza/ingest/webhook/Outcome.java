package dev.correnteza.ingest.webhook;

import dev.correnteza.gateways.WebhookAnswer;

/**
 * How a request ended.
 *
 * @param result which kind of end
 * @param gateway name for metrics: a supported gateway, or {@code unknown}
 * @param reason code for metrics, of a fixed set
 * @param accepted what the gateway reads when it was taken
 */
record Outcome(Result result, String gateway, String reason, WebhookAnswer accepted) {
    static final String NO_GATEWAY = "unknown";

    static Outcome of(Result result, String gateway, String reason) {
        return new Outcome(result, gateway, reason, WebhookAnswer.OK);
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
        /** The client hung up before it was answered; nothing is written then, if it was not already. */
        ABANDONED(499),
        UNAVAILABLE(503),
        FAILED(500);

        private final int status;

        Result(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
