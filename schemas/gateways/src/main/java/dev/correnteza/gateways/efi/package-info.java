/**
 * EFI (once Gerencianet), PIX API. Contract: the official documentation of its webhooks and of received and sent Pix, read in 2026
 * through copies of it, and the central bank's Pix API that it follows.
 *
 * <ul>
 *   <li>Documented: EFI shows a client certificate and signs nothing. Where the check of that certificate is skipped, what proves it is
 *       the address, with a value of the seller's choice in its query: by custom {@code hmac}, which is a name and no digest. It is the
 *       account's signing secret; an account without one says {@code authentication=url}.
 *   <li>Documented: it posts to {@code <address>/pix}. Where the address ends in a query, the query gets the {@code /pix}: an address
 *       is registered with {@code ignorar=} at its end. Inferred: registered without, the value of {@code hmac} ends in it.
 *   <li>Documented: an array of Pix. A received one has no status: being there means paid, and its end-to-end id is the payment. One
 *       txid can be paid more than once.
 *   <li>Documented: a refund is the same Pix again with {@code devolucoes}, a list that grows; each has an id of its own and only
 *       {@code DEVOLVIDO} moved money. Captured: one object instead of a list.
 *   <li>Documented by the central bank, not by EFI: {@code natureza} tells what was returned after a dispute (MED) from what the seller
 *       returned; where it is absent the seller did. {@code RETIRADA} is cash handed out, no refund.
 *   <li>Documented: sent Pix come in the same array, with {@code tipo} and {@code status}. Never a sale.
 *   <li>Documented: reais with two decimals as text; times UTC.
 *   <li>Captured: registering posts a test without any Pix.
 *   <li>Documented: a charge ({@code cob}) is {@code ATIVA}, {@code CONCLUIDA} or removed; there is no word for expired: it is its
 *       creation and its seconds. It names no Pix that paid it: those are asked for by its txid.
 * </ul>
 *
 * <p>Our webhook token is the txid, without its dashes. A txid of another form is the seller's own reference.
 */
@NullMarked
package dev.correnteza.gateways.efi;

import org.jspecify.annotations.NullMarked;
