/**
 * Mercado Pago. Contract: webhooks and IPN at www.mercadopago.com.br/developers, and the official SDKs; read in 2026.
 *
 * <ul>
 *   <li>Documented: {@code x-signature} holds a time and an HMAC-SHA256 with the application's secret, of {@code data.id} of the query
 *       (in lower case), {@code x-request-id} and that time; what is absent drops out. The body is not signed.
 *   <li>Documented: all that is said is an id to be fetched. Only the signed one is: the body's ids are never read for that.
 *   <li>Documented: the time is in milliseconds, in the official sample in seconds. How old it may be is left to the receiver. Chosen:
 *       five days, and five minutes of the future. Notifications are repeated for days, and whether the time is renewed is not told;
 *       one that is sent again by a stranger causes another fetch of the same payment and nothing else.
 *   <li>Documented: IPN carries no signature. It is believed only where the account says {@code authentication=url}; the id may then stand in
 *       the query or in the body, there also as an address, of which only the one documented form is read.
 *   <li>Inferred: what is signed and names no id, or an IPN that comes to an account with a secret, says nothing that can be believed; the
 *       webhook of the same payment does.
 *   <li>Known: the panel's simulator sends made-up ids, for which the fetch finds nothing.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.mercadopago;

import org.jspecify.annotations.NullMarked;
