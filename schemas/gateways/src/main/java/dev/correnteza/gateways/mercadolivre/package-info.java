/**
 * Mercado Livre, a marketplace. Contract: notifications, order management and packs at developers.mercadolivre.com.br, read in 2026.
 *
 * <ul>
 *   <li>Documented: no proof of any kind; the secret in the address is all. Settings {@code application-id} and {@code user-id}, where the
 *       account has them, are compared with what the notification names: not a proof either, but a stranger's is told from ours.
 *   <li>Documented: a notification only points to a resource, which is fetched. A forged one can do no more than cause that.
 *   <li>Documented: resources of orders are {@code /orders/} and of payments {@code /collections/} with digits behind. A path of any other
 *       form, with a host, a query or dots in it, is not understood and never fetched.
 *   <li>Documented: a second attempt has the same id and points to the same resource. {@code sent} is in UTC.
 *   <li>Inferred: the other topics say nothing about money that an order or a payment does not say as well.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.mercadolivre;

import org.jspecify.annotations.NullMarked;
