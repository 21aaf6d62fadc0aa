/**
 * Paradise (Paradise Pags). Contract: its API documentation, through a copy of it and public handlers; read in 2026.
 *
 * <ul>
 *   <li>Documented: no proof of any kind. The address of the webhook, which a charge may name, is the only one.
 *   <li>Documented: {@code transaction_id} is a text in the webhook and a number in the answer to the charge, which calls our own
 *       reference {@code id}. Here the reference is {@code external_id}: our token where it is a UUID, else the seller's own.
 *   <li>Documented: words {@code pending}, {@code approved}, {@code failed}, {@code refunded}; {@code raw_status} is another company's.
 *       Inferred: {@code failed}, which may be a refusal, a cancellation or an expiry, counts as a refusal: the payment may still come.
 *   <li>Documented: whole cents, BRL. There is no id of the notice and no end-to-end id.
 *   <li>Inferred: times have no zone and are those of São Paulo. Documented: {@code tracking} gives back what the charge was made with.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.paradise;

import org.jspecify.annotations.NullMarked;
