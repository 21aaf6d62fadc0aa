/**
 * Hubla. Contract: hubla.gitbook.io/docs, webhooks, events v2 (invoice, debugging), read in 2026; the other events through public
 * handlers.
 *
 * <ul>
 *   <li>Documented: a static token in {@code x-hubla-token}, no signature. {@code x-hubla-idempotency} names the notice, {@code
 *       x-hubla-sandbox} marks a test.
 *   <li>Captured: an invoice whose id ends with {@code -tester} is a test too. Neither is ever booked.
 *   <li>Documented: {@code invoice.status_updated} comes for every change of an invoice, beside the event of that change. The invoice's
 *       status decides, and a fact is the invoice and what became of it, whichever of the two tells it.
 *   <li>Documented words, inferred carrier: a dispute, a chargeback and a cancellation come as {@code invoice.status_updated} only.
 *   <li>Captured: in compatibility mode a sale with order bumps sends made-up invoices beside its own; they name a {@code
 *       parentInvoiceId} and are not counted.
 *   <li>Documented: whole cents; the total holds the customer's instalment fee. Times are UTC, and that of a status stands in {@code
 *       statusAt}. {@code modifiedAt} is captured only, and the next best.
 *   <li>Documented: utm parameters without their prefix, with the cookies of Meta, of the first payment's session.
 *   <li>Inferred: a request for a refund may name its invoice; {@code subscription.created} is a checkout that was begun. Events of
 *       version 1 and other names are not understood.
 * </ul>
 *
 * <p>An answer other than 200, 201 or 202 is a failure: five attempts within ten minutes, then the notice is lost.
 */
@NullMarked
package dev.correnteza.gateways.hubla;

import org.jspecify.annotations.NullMarked;
