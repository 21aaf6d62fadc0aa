/**
 * WiinPay. Contract: no delivery was ever published; what handlers of others read, and a digest of the documentation, read in 2026.
 *
 * <ul>
 *   <li>No proof of any kind is documented or was seen: the secret in the address is everything.
 *   <li>Captured: {@code paymentId} in the answer to a charge, {@code id} elsewhere; either names the payment. At times inside {@code data}.
 *   <li>Captured: five status words in any case, two of which are one fact. Nothing is known of refunds and disputes: not understood.
 *   <li>Documented: reais, and whole ones where there is no point. PIX only. No times.
 *   <li>Documented: metadata is taken with a charge. Inferred: it comes back. The address that was called does.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.wiinpay;

import org.jspecify.annotations.NullMarked;
