/**
 * Kiwify. Contract: docs.kiwify.com.br, webhooks, subscription events and the sales list of the public API v1; read in 2026.
 *
 * <ul>
 *   <li>Documented: lower-case hex HMAC-SHA1 of the body in the query parameter {@code signature}, keyed with the webhook's token,
 *       which itself never travels. A header or field of that meaning proves nothing.
 *   <li>Captured: some bodies have the order one level deeper, under {@code order}, signed as the compact JSON of the inner object. Where
 *       there is one, only it is read.
 *   <li>Documented: every charge of a subscription is an order of its own; a renewal is told twice, as {@code order_approved} and as {@code
 *       subscription_renewed}, which are the same facts here. No id of the notice.
 *   <li>Captured: centavos, as numbers or texts; {@code charge_amount} is what the customer was charged, settlement amounts are not.
 *   <li>Captured in panel tests: times without a zone show the same clock as those with {@code Z}: UTC. Not confirmed for live sales.
 *   <li>Captured: an abandoned cart is flat, in lower case, and names no event.
 *   <li>Captured: the panel's test customer is {@code johndoe@example.com}.
 *   <li>Inferred: plan frequencies other than weekly and monthly; unknown ones are left open, since no money hangs on them.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.kiwify;

import org.jspecify.annotations.NullMarked;
