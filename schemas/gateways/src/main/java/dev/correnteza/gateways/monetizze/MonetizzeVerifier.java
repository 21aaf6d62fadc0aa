package dev.correnteza.gateways.monetizze;

import dev.correnteza.gateways.AccountSecrets;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.SharedToken;
import dev.correnteza.gateways.Verification;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Rejection;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.UnreadablePayload;
import java.time.Instant;

/** The account's key in the body: in what is read, and in every other copy that comes along. */
final class MonetizzeVerifier {
    private static final String FIELD = "chave_unica";

    private MonetizzeVerifier() {}

    static Verification verify(ReceivedWebhook webhook, AccountSecrets secrets, Instant receivedAt) {
        try {
            JsonPayload body = webhook.jsonOrForm();
            JsonPayload read = MonetizzePost.open(body).root();
            Verification ofRead = SharedToken.verify(webhook, read.text(FIELD), secrets, receivedAt);
            Verification ofBody =
                    body.has(FIELD) ? SharedToken.verify(webhook, body.text(FIELD), secrets, receivedAt) : ofRead;
            return ofRead instanceof Rejected ? ofRead : ofBody;
        } catch (UnreadablePayload e) {
            return new Rejected(e.isTooComplex() ? Rejection.BODY_TOO_COMPLEX : Rejection.BODY_UNREADABLE);
        }
    }
}
