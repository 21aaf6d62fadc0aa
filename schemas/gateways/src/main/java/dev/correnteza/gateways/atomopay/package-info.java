/**
 * Atomo Pay. Contract: its API documentation, which shows the least of a webhook, and public handlers; read in 2026.
 *
 * <ul>
 *   <li>No proof of any kind is documented or was seen: the secret in the address is everything.
 *   <li>Captured: a transaction is named by {@code transaction_hash} or {@code hash}, which are the same, and by a numeric {@code id} that
 *       is another; it counts only where neither hash is there. The status stands under two names as well.
 *   <li>Documented: nine status words, one of them misspelt. Captured: others beside them, in Portuguese too. In any case.
 *   <li>Inferred: {@code antifraud} is held: neither paid nor given up. {@code pre chargeback} is a dispute that is not lost.
 *   <li>Documented: whole cents; {@code paid_at} in UTC. Nothing else has a time.
 *   <li>Captured: {@code reference} comes back, and so may {@code tracking}. Inferred: under the names that they were sent with.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.atomopay;

import org.jspecify.annotations.NullMarked;
