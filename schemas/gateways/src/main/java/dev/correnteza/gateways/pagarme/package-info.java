/**
 * Pagar.me, version 5 of its API. Contract: webhooks, orders and charges at docs.pagar.me, read in 2026.
 *
 * <ul>
 *   <li>Documented: nothing is signed. Known: the panel can add Basic authentication; the account's secret is then {@code user:password}.
 *       Where none is set, the address is the only proof (setting {@code authentication=url}). Setting {@code pagarme-account}, where the
 *       account has it, is compared with the id that the webhook names, under either proof.
 *   <li>Documented: a payment is told by its order and by its charge. It is the charge: an order may hold several, a failed one before the
 *       paid one. Each charge of an order is a fact of its own.
 *   <li>Documented: whole minor units of the currency of the charge, or of its order; times in UTC, written without a zone too, with up to
 *       seven digits of the second.
 *   <li>Documented: {@code paid_amount} is what was charged. More than was asked is paid, less is not.
 *   <li>Captured: {@code charge.partial_canceled} names what was returned so far, by which parts are told apart, and in its last transaction
 *       this part. It may come before the payment.
 *   <li>Documented without its data: {@code chargeback.received}. Not understood, and kept.
 *   <li>Inferred: a refunded charge reads {@code refunded} or, as its transaction does, {@code canceled}; what is underpaid waits.
 *   <li>Known: subscriptions; what an address line holds (number, street, district).
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.pagarme;

import org.jspecify.annotations.NullMarked;
