/**
 * Hotmart's sales history, {@code GET /payments/api/v1/sales/history}, and the token it asks for.
 *
 * <p>Documented at developers.hotmart.com (v1 API and start pages): client credentials with a Basic header, 500 calls a minute,
 * cursor paging, {@code RateLimit-*} headers, a query of more than 30 seconds ends in 502. Documented as well: without
 * {@code transaction_status} only APPROVED and COMPLETE come back. Not stated anywhere: whether {@code start_date} and
 * {@code end_date} are inclusive, whether they mean the order or the approval, how long a page token lives; so windows share their
 * bounds, and a page token that is refused begins its sweep anew.
 */
@NullMarked
package dev.correnteza.backfill.gateway.hotmart;

import org.jspecify.annotations.NullMarked;
