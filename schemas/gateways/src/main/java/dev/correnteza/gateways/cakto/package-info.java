/**
 * Cakto. Contract: docs.cakto.com.br, webhooks and first sale; read in 2026.
 *
 * <ul>
 *   <li>Documented: a static {@code secret} in the body. Captured: {@code X-Cakto-Signature}, hex HMAC-SHA256 of timestamp, point and body
 *       under version {@code v1}, several of which may come; five minutes of tolerance. Where there is a signature it alone decides.
 *   <li>Documented: the event decides, not the status: the official test says {@code waiting_payment} of an approved purchase, and has the
 *       blocks of every method at once.
 *   <li>Documented: newer webhooks have a list of orders; a bump is an order with its own id and amount that names its main order.
 *   <li>Documented: decimals in major units, whole ones too. BRL where the offer names no currency.
 *   <li>Documented: each fact has its own time, with an offset. An expiry is a plain date, no time: it is left out.
 *   <li>Documented: a renewal refused is a subscription that is late; one that was late and is paid is resumed, not started.
 *   <li>Captured: {@code subscription} is an object or only an id; {@code callback} of the checkout's address comes back.
 *   <li>Inferred: a renewal and a late charge that was recovered are payments of the order that comes along, told once though an approved
 *       purchase may tell them too.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.cakto;

import org.jspecify.annotations.NullMarked;
