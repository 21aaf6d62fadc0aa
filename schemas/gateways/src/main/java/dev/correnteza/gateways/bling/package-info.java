/**
 * Bling, an ERP. Contract: the page on webhooks of API version 3 at developer.bling.com.br, printed in 2026.
 *
 * <ul>
 *   <li>Documented: {@code X-Bling-Signature-256} is {@code sha256=} and the HMAC-SHA256 of the body, with the application's client
 *       secret. It holds no time.
 *   <li>Documented: events are resource and action. None is a payment. What is told of an order is a part of it, without items and
 *       customer, so that orders are fetched; stock, products and tax invoices say nothing about money.
 *   <li>Documented: an order moved to an excluded situation is {@code updated}; {@code deleted} returns no money. What became of it is for
 *       the fetch to find.
 *   <li>Documented: ids exceed 32 bits. {@code eventId} is that of the notice.
 *   <li>Documented: {@code companyId} names the account. One application, and so one secret, may serve several companies: each needs
 *       an address of its own.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.bling;

import org.jspecify.annotations.NullMarked;
