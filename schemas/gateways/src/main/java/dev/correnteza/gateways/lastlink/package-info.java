/**
 * Lastlink. Contract: the list of events of its help pages, through public handlers and notes on payloads; read in 2026.
 *
 * <ul>
 *   <li>Not known: a token can be set for each webhook, and how it is sent is told nowhere; handlers guess at several headers. It
 *       proves nothing here, the address of the webhook is the proof.
 *   <li>Captured: {@code Id} names the notice, {@code IsTest} marks what is never booked, {@code Event} is written in more than one case.
 *   <li>Captured: {@code Purchase_Request_Confirmed} is a PIX or boleto that was issued. Paid are {@code Purchase_Order_Confirmed} and,
 *       for each later charge, {@code Recurrent_Payment}; a charge is its {@code PaymentId}, whichever of the two tells it.
 *   <li>Captured: decimals of the currency that is named; {@code Recurrency} numbers the charges of a subscription.
 *   <li>Inferred: {@code Subscription_Renewal_Pending} is a renewal that is due and not paid, as handlers read it.
 *   <li>Inferred, disputed: times without a zone are UTC, as some notes show the same field with {@code Z}.
 *   <li>Captured: the utm parameters of the checkout come back. An answer of 4xx is tried again, too.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.lastlink;

import org.jspecify.annotations.NullMarked;
