/**
 * PushinPay. Contract: the API documentation's transaction object, which its webhook repeats; read in 2026.
 *
 * <ul>
 *   <li>Documented: no signature; a header can be set in the panel, by custom {@code x-pushinpay-token}. Where none is set, the
 *       address of the webhook is the only proof (setting {@code authentication=url}).
 *   <li>Documented: whole cents, at least 50, BRL; words {@code created}, {@code paid}, {@code expired}, {@code canceled}. A refund is
 *       notified too, but no word for it is documented: what comes then is not understood, and kept.
 *   <li>Captured: JSON and forms, both under missing or wrong content types; the id in another case than in the answer to the charge.
 *       It is matched in lower case.
 *   <li>Documented: no dates and no id of the notice. The time of receipt counts.
 *   <li>Documented: {@code webhook_url} of the charge comes along, and with it our token in its query.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.pushinpay;

import org.jspecify.annotations.NullMarked;
