/**
 * Hotmart's OAuth token and sales history, as strict as the real ones.
 *
 * <p>Documented: credentials in the query and in a Basic header; a token that expires; cursor paging by {@code page_token};
 * {@code max_results} of 500 at most (more is clamped: seen); without {@code transaction} or {@code transaction_status} only APPROVED
 * and COMPLETE; 500 calls a minute with {@code RateLimit-*} headers; errors of {@code error}, {@code error_description},
 * {@code error_uri}. Inferred: bounds of dates are included and mean {@code order_date}; the default of {@code max_results} is 10;
 * the words for a parameter or page token that is refused.
 */
@NullMarked
package dev.correnteza.simulator.hotmart;

import org.jspecify.annotations.NullMarked;
