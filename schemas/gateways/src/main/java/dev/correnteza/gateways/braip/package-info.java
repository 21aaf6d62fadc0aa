/**
 * Braip. Contract: none is published; what is known comes from public handlers and API clients, and from two whole postbacks, read in
 * 2026.
 *
 * <ul>
 *   <li>Captured: a static key in {@code basic_authentication} of the body, no signature.
 *   <li>Captured: {@code STATUS_ALTERADO} is a sale, whose {@code trans_status_code} decides: 1 waits, 2 is paid, 9 is paid in part (a
 *       boleto in instalments), which is neither a sale nor a refund. No other code is known, so a refund is not understood yet, and
 *       kept.
 *   <li>Captured: {@code ABANDONO} is an abandoned cart, with a key of its own. The type of subscriptions is not known.
 *   <li>Captured: whole centavos, numbers here and texts in the API. Inferred: {@code trans_total_value} is what the customer pays,
 *       with freight.
 *   <li>Inferred, disputed: times without a zone are those of São Paulo.
 *   <li>Inferred: a phone of 11 digits begins with its area code, one of 13 with the country's; the commission of type {@code Sistema}
 *       is the fee, that of {@code Produtor} the seller's net.
 *   <li>Captured, never proved by a delivery: the checkout's parameters come back in {@code meta}, which older postbacks lack. There is
 *       no id of the notice.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.braip;

import org.jspecify.annotations.NullMarked;
