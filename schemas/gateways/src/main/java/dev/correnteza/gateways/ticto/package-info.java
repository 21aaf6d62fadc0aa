/**
 * Ticto. Contract: webhook 2.0 (webhook.ticto.dev/docs/v2 and abandoned_cart_v2), read in 2026 through notes and handlers that cite it.
 *
 * <ul>
 *   <li>Captured: a static {@code token} at the root of the body, no signature, no other proof. A body without one is refused; that
 *       an abandoned cart has it too is inferred, its one known sample shows none.
 *   <li>Captured: no id of the event. A fact about a payment is its transaction hash, its offer and what happened, with the number of
 *       the charge where there is a subscription; a fact about a subscription is its id, what happened and {@code status_date}.
 *   <li>Captured: an order bump may come inside {@code bumps}, and as a postback of its own with the same hash and its own offer. The
 *       second is another fact of the same payment, not another payment: neither may hide the other, whichever comes first. Both
 *       state {@code order.paid_amount}, what the customer paid for the whole order, and nothing is added up.
 *   <li>Captured: amounts are whole centavos, but {@code bumps.offer_price} is in reais; {@code Não Informado} stands for absent;
 *       an address with {@code is_mock} is made up.
 *   <li>Captured: {@code authorized} is sent for every paid charge; {@code successful_charges} is its number. {@code
 *       owner_commissions} is the account's net of the whole order, in whichever role ({@code commission_type}) it is told.
 *   <li>Captured: the panel test names the product {@code Paki Guthrie} and carries a token of that name, so it is refused like any
 *       wrong token; with the account's own it is understood and books nothing.
 *   <li>Inferred: times are those of São Paulo. An overdue boleto is an expired one: it can still be paid. {@code close} and {@code
 *       all_charges_paid} end a subscription.
 *   <li>Not known: payloads of version 1 (not understood); whether a bump is ever refunded alone, and what would tell.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.ticto;

import org.jspecify.annotations.NullMarked;
