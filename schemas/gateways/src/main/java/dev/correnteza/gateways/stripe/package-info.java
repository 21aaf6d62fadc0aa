/**
 * Stripe. Contract: events, webhook signatures and currencies at docs.stripe.com, and the official Java library; read in 2026.
 *
 * <ul>
 *   <li>Documented: {@code Stripe-Signature} holds a time and one signature per secret in use (HMAC-SHA256 of time, dot and body);
 *       other schemes than {@code v1} prove nothing. 300 seconds of tolerance, here in both directions.
 *   <li>Documented: one sale is told by its payment intent, its charge and its checkout session, at times by an invoice. The payment is
 *       the payment intent; each of its facts has one id, whichever object tells it. A charge without an intent stands for itself.
 *   <li>Documented: whole minor units of Stripe's own counting, see {@link dev.correnteza.gateways.stripe.StripeAmounts}. Times are
 *       seconds, and that of the fact is the event's: the object is older.
 *   <li>Known: a charge tells what was refunded so far; what one refund returned is the difference to {@code previous_attributes}, else
 *       the newest of {@code refunds}, else unknown. Events of a refund object repeat it and are {@code other}.
 *   <li>Known: releasing an authorization comes as {@code charge.refunded} of a charge never captured: nobody had paid.
 *   <li>Known: from API version 2025-03-31 on invoices name no payment intent. They book the subscription's renewal; the payment is
 *       booked by its intent or charge, so that no sale is paid twice.
 *   <li>Inferred: a session that needs no payment is a sale of 0; one that leads to a subscription is told by the invoice.
 *   <li>Inferred: test mode has an endpoint and a secret of its own, so that {@code livemode} says nothing more.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.stripe;

import org.jspecify.annotations.NullMarked;
