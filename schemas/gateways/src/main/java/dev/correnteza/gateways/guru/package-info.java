/**
 * Digital Manager Guru. Contract: api.docs.digitalmanager.guru, webhooks of transactions, subscriptions and e-tickets; read in 2026.
 *
 * <ul>
 *   <li>Documented: {@code api_token} of the account in the body, no signature. A 401 is final: Guru never sends that webhook again,
 *       so what is refused lives on only where refused webhooks are kept.
 *   <li>Captured: the payload, its token included, may come inside {@code payload} of a delivery envelope.
 *   <li>Documented: no id of the event; the status is the event, and a transaction's own status decides, also when the invoice inside
 *       still waits. Only transactions book money; a renewal sends a subscription webhook too.
 *   <li>Documented: an absent object is {@code []}; amounts are decimals of {@code payment.currency}; times are ISO 8601 in UTC, plain
 *       dates, or seconds since 1970.
 *   <li>Documented: Guru stands in front of other gateways: {@code payment.marketplace_name} and {@code marketplace_id} name the sale
 *       where it was made.
 *   <li>Inferred: {@code sck} comes back as {@code checkout_source}, the other parameters as {@code source}; a phone's local code of 55
 *       is the country, any other the area.
 * </ul>
 *
 * <table>
 *   <caption>Status words of a transaction, with the label that the documentation gives them</caption>
 *   <tr><th>word</th><th>means</th><th>why</th></tr>
 *   <tr><td>approved, completed</td><td>paid</td><td>one sale, told twice</td></tr>
 *   <tr><td>waiting_payment, billet_printed, pending, analysis, processing, charging, started, scheduled, delayed, in_recovery</td>
 *       <td>pending</td><td>labels of a sale that is not paid yet</td></tr>
 *   <tr><td>rejected</td><td>refused</td><td>documented</td></tr>
 *   <tr><td>canceled, expired</td><td>canceled, expired</td><td>documented: unpaid</td></tr>
 *   <tr><td>dispute</td><td>refund requested</td><td>label "Reembolso Sol.": asked back, not lost</td></tr>
 *   <tr><td>refunded, chargeback</td><td>refunded, charged back</td><td>documented</td></tr>
 *   <tr><td>abandoned</td><td>abandoned cart</td><td>documented</td></tr>
 *   <tr><td>trial</td><td>nothing</td><td>nothing is paid</td></tr>
 *   <tr><td>transferred, pending_transfer, failed, blocked</td><td>not understood</td><td>"Transferido", "Transferência Pendente", "Erro na
 *       Transferência", "Bloqueada": whether the customer has paid is not told</td></tr>
 * </table>
 *
 * <p>Of a subscription: {@code active} is its start or, from the second charge on, a renewal; {@code started}, {@code pastdue}, {@code
 * canceled} and {@code expired} as they say; {@code inactive} is a cancellation (captured: read so by consumers); {@code trial} means
 * nothing.
 */
@NullMarked
package dev.correnteza.gateways.guru;

import org.jspecify.annotations.NullMarked;
