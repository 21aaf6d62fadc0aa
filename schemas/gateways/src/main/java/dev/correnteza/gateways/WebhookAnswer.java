package dev.correnteza.gateways;

/**
 * What a gateway reads back.
 *
 * @param status HTTP status, 2xx
 * @param contentType of the body
 * @param body may be empty
 */
public record WebhookAnswer(int status, String contentType, String body) {
    /** 200 with a short JSON body, for gateways that only look at the status. */
    public static final WebhookAnswer OK = new WebhookAnswer(200, "application/json", "{\"received\":true}");
}
