/**
 * Kirvano. Contract: its help page on webhooks, the panel's test deliveries and one captured delivery; read in 2026. There is no API.
 *
 * <ul>
 *   <li>Documented: a token can be set in the panel; where it travels is told nowhere. It proves nothing here, whatever header or field
 *       looks like it: the secret of the webhook's address is the proof.
 *   <li>Captured: the event decides; the status only supports it ({@code PIX_EXPIRED} says {@code CANCELED}). Money that comes in under
 *       another status than {@code APPROVED} is not understood. No id of the notice: event and sale are the fact.
 *   <li>Captured: {@code SUBSCRIPTION_EXPIRED} means late.
 *   <li>Captured: prices are formatted texts ({@code R$ 1.216,80}), the total with the bumps in it; {@code fiscal.total_value}, where it
 *       comes, is the same amount as a number and has to agree.
 *   <li>Captured: times without a zone are those of Sao Paulo.
 *   <li>Captured: an abandoned cart has neither sale nor payment, but the checkout's id.
 *   <li>Inferred: a subscription has no id of its own: it is called by the sale that tells of it. Frequencies other than monthly and
 *       annually, and the fields of an address.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.kirvano;

import org.jspecify.annotations.NullMarked;
