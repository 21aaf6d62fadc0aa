/**
 * Greenn. Contract: notes on its webhooks with three whole payloads, and public handlers; read in 2026.
 *
 * <ul>
 *   <li>Not confirmed: some handlers compare a header {@code x-webhook-token}, others another one, others none. It proves nothing here,
 *       the address of the webhook is the proof.
 *   <li>Captured: {@code currentStatus} of a sale is the fact, there is no id of the notice. The status words are no official list;
 *       {@code unpaid} was seen, and what it means was not.
 *   <li>Captured: a renewal is a new sale and a notice of the contract. Only sales book money. Inferred: whether a contract began or was
 *       renewed, from its dates, as charges are not numbered.
 *   <li>Captured: decimals in reais. Inferred: {@code amount} of the sale is what the customer pays; what {@code total} and {@code
 *       seller_balance} hold is not known, and not read.
 *   <li>Inferred: times without a zone are those of São Paulo; others carry a {@code Z}.
 *   <li>Captured: checkout parameters come back in {@code saleMetas}, a list of {@code meta_key} and {@code meta_value}, empty in all
 *       samples. Inferred: {@code utms} holds them by name.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.greenn;

import org.jspecify.annotations.NullMarked;
