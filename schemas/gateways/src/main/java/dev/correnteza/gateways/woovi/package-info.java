/**
 * Woovi (OpenPix). Contract: the developers' documentation of webhooks, their signatures and Pix Automático, read in 2026; where it
 * shows no payload, public handlers.
 *
 * <ul>
 *   <li>Documented: every webhook has two signatures of its bytes. {@code X-OpenPix-Signature} is HMAC-SHA1 with the secret of the one
 *       webhook; {@code x-webhook-signature} is RSA-SHA256 with Woovi's own key, the same for all its customers. A fixed {@code
 *       Authorization} comes where one was set. Woovi's signature does not say whose webhook it is: it counts where the account has no
 *       secret, and never instead of one. Woovi calls HMAC deprecated; an account without it has no signing secret.
 *   <li>Documented: the public key, and another one for the sandbox, which goes into the setting {@code public-key}; so does the next
 *       one once Woovi changes it.
 *   <li>Documented: one sale is told as {@code CHARGE_COMPLETED} and as {@code TRANSACTION_RECEIVED}. Where there is a charge, it is the
 *       fact: it can be paid once, boletos and the API's charges name no Pix, and the end-to-end id is not in every payload. A Pix
 *       without a charge is named by its end-to-end id; the transaction id of a static QR code is that of all who paid by it.
 *   <li>Documented: events under the prefix {@code OPENPIX:}, {@code woovi:} or none. What is after the colon counts.
 *   <li>Documented: whole cents, times UTC; {@code pix.value} is what was paid.
 *   <li>Documented: a refund names the Pix it returns and no charge; {@code SENT} went to a customer, {@code RECEIVED} came back from a
 *       payment of the seller's. The deprecated {@code TRANSACTION_REFUND_RECEIVED} tells the same fact beside its charge; inferred: its
 *       end-to-end id is that of the refund.
 *   <li>Documented: a dispute has neither id nor time; its end-to-end id ties it. Other words than its four are not understood.
 *   <li>Documented: in Pix Automático {@code globalID} is the instalment, or the subscription itself. Inferred: its Pix is told as
 *       {@code TRANSACTION_RECEIVED} too, so the end-to-end id is the fact.
 *   <li>Documented by name only, and not understood: {@code SUBSCRIPTION_...}, {@code REFUND_CREATED}.
 *   <li>Captured: registering posts a test, which may carry the name of an event.
 * </ul>
 *
 * <p>Our webhook token is the charge's {@code correlationID}, or an {@code additionalInfo} of its name.
 */
@NullMarked
package dev.correnteza.gateways.woovi;

import org.jspecify.annotations.NullMarked;
