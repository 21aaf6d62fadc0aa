/**
 * SyncPay (SyncPayments). Contract: the partner API's documentation of cash-in, cash-out and webhooks, read in 2026 through copies of
 * it and through public handlers.
 *
 * <ul>
 *   <li>Captured: {@code Authorization: Bearer} with the token of a webhook that was registered on the account. A {@code webhook_url}
 *       given with the charge comes without any proof but its own address (setting {@code authentication=url}).
 *   <li>Documented, not understood: newer webhooks have a signing secret. How it is used is told nowhere, so it proves nothing here.
 *   <li>Captured: the event is named by the header {@code event}, not by the body, and the header decides. Without it a withdrawal
 *       looks like a paid sale; it is told by its PIX key and the client it has not.
 *   <li>Captured: three bodies: inside {@code data} with local times, flat with amounts as text, and the old postback with words in
 *       upper case, of which {@code PAID_OUT} is money in. One sale may come as any of them; its id is the same.
 *   <li>Captured: decimals in reais; BRL where no currency is named; times without a zone are GMT.
 *   <li>Inferred: {@code failed} of a charge is a refusal. A withdrawal has no other words than pending, completed or paid, failed: what
 *       else is said of one is not understood.
 *   <li>Inferred: {@code externalreference} of the old postback repeats the id; where it does not, it is the seller's own reference,
 *       never our token.
 * </ul>
 *
 * <p>A withdrawal keeps its id as that of the notice and carries no name that a payment could be matched by.
 */
@NullMarked
package dev.correnteza.gateways.syncpay;

import org.jspecify.annotations.NullMarked;
