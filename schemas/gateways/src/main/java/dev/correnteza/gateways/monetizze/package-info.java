/**
 * Monetizze. Contract: the official example of the callback (ExemploPOSTCallback) and api.monetizze.com.br/2.1/apidoc; read in 2026.
 *
 * <ul>
 *   <li>Documented: the account's {@code chave_unica} in the body, no signature. A form holds the whole once more as JSON in its field
 *       {@code json}: that one is read, and each copy of the key has to be right.
 *   <li>Documented: forms with PHP's nesting ({@code venda[codigo]}); captured: the same as a JSON body. Numbers and texts change places:
 *       codes count as texts.
 *   <li>Documented: {@code tipoEvento.codigo} is the event, {@code venda.codigo_status} the state of the sale. 6 comes 30 days after 2 and
 *       is no second sale; 5 holds the money of a dispute; 101 to 106 are about subscriptions and recoveries and book no money.
 *   <li>Documented: one sale is posted once for each role in it. Only the producer's own post tells the net amount.
 *   <li>Documented: the charge of a subscription is told by {@code assinatura.parcela}.
 *   <li>Documented: {@code venda.valor} is what was paid, bumps included, in reais.
 *   <li>Documented: the panel's test sells the product X-Wing.
 *   <li>Inferred: times are those of Sao Paulo. Codes 8, 98, 99 and 120 say nothing of the state of a sale.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.monetizze;

import org.jspecify.annotations.NullMarked;
