/**
 * Eduzz. Contract: eduzz-webhook-docs and developers.eduzz.com for the third generation of webhooks, the repository eduzz/webhook for
 * the second one, which is being switched off; read in 2026.
 *
 * <ul>
 *   <li>Documented: hex HMAC-SHA256 of the body in {@code x-signature}. The second generation has the origin's secret in the body instead,
 *       as JSON or as a form; its {@code api_key} proves nothing, and nothing of the third is believed without a signature.
 *   <li>Documented: {@code data.id} is the invoice, {@code trans_cod} in the second generation. The envelope's id names the notice; that a
 *       resend keeps it is not known, so facts are told apart by invoice and event.
 *   <li>Documented: a URL is activated by a {@code ping}; captured: it may have no data.
 *   <li>Documented: status words in snake_case, later in camelCase: compared without case and underscores. {@code invoice_negotiatied} and
 *       {@code invoice_cancelled} were seen beside the documented spellings.
 *   <li>Documented: decimals in major units. Captured: {@code paid} is what was charged, interest included, where it is there; forms of the
 *       second generation write a decimal comma.
 *   <li>Documented: contracts book no money. Captured: {@code contract_*_attempted} says that a recurring charge failed.
 *   <li>Captured: a bump is an invoice of its own that names its main sale; newer invoices of a subscription name their contract.
 *   <li>Inferred: dates and times of the second generation, in two fields, are those of Sao Paulo. An overdue, scheduled, negotiated or
 *       recovering invoice is a pending one.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.eduzz;

import org.jspecify.annotations.NullMarked;
