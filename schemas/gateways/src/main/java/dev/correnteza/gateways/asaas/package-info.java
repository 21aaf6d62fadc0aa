/**
 * Asaas. Contract: webhooks and payments at docs.asaas.com, read in 2026.
 *
 * <ul>
 *   <li>Documented: the token set on the webhook, unchanged, in {@code asaas-access-token}. The body is not signed.
 *   <li>Documented: a card is told as confirmed, and as received about a month later; a PIX only as received. Both words are one paid
 *       fact of the payment, which happened on the day of the confirmation.
 *   <li>Documented: decimal reais; local dates and times without a zone, taken as those of São Paulo.
 *   <li>Documented: of {@code refunds} only those that are {@code DONE} were returned. Each is a fact of its own; they have no ids and are
 *       told apart by their time and value. Together less than the value, they are parts whatever the event says.
 *   <li>Documented: an overdue payment can still be paid. Transfers are money leaving. A checkout only repeats what its payments tell.
 *   <li>Documented: the payload names the customer by an id only.
 *   <li>Inferred: a requested chargeback is a dispute; a denied refund, a cancelled slip and an anticipation change no payment; a manual
 *       confirmation that is taken back leaves a payment that waits again.
 *   <li>Known: words of a payment's status beyond those seen, and the events of subscriptions and tax invoices.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.asaas;

import org.jspecify.annotations.NullMarked;
