/**
 * PerfectPay. Contract: the description of the API at app.perfectpay.com.br/docs, through handlers that cite it, and the key set of one
 * real delivery; read in 2026.
 *
 * <ul>
 *   <li>Captured: a static {@code token} at the root of the body, no signature, no id and no name of the event.
 *   <li>Documented: {@code sale_status_enum} is the event, a number or its text. There is no 14. Postbacks tell some numbers as others
 *       (an authorized sale as an approved one, a dispute of PIX as a refund), the API does not. What is read is the number that
 *       came.
 *   <li>Inferred: {@code med} is a refund, as postbacks have it, and {@code pre_med} still a dispute; a checkout error is a
 *       cancellation, as postbacks have it.
 *   <li>Captured: {@code payment_type_enum} is the method, {@code payment_method_enum} the card's brand.
 *   <li>Captured: decimals of {@code currency_enum}: real, dollar or euro; a whole number is whole reais.
 *   <li>Inferred, disputed: times without a zone are those of São Paulo; the next charge of a subscription is told in UTC. A billet's
 *       last day is a plain date, which does not tell when it lapses.
 *   <li>Captured: {@code charges_made} numbers the charges of a subscription, each of which has a {@code code} of its own.
 *   <li>Not known: who is who among {@code commission}; how often a delivery is tried.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.perfectpay;

import org.jspecify.annotations.NullMarked;
