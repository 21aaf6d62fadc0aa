/**
 * Hotmart. Contract: developers.hotmart.com/docs, webhook 2.0.0, the older flat postback 1.0.0, and the sales history of the
 * payments API v1; read in 2026.
 *
 * <ul>
 *   <li>Documented: a static token in {@code X-HOTMART-HOTTOK}, no signature over the body. Version 1.0.0 has it in the body.
 *   <li>Captured: {@code PURCHASE_COMPLETE} follows {@code PURCHASE_APPROVED} by weeks and is no second sale; {@code
 *       PURCHASE_BILLET_PRINTED} is sent for PIX too; {@code CLUB_FIRST_ACCESS} spells {@code creationDate}.
 *   <li>Documented: {@code PURCHASE_PROTEST} asks for a refund; the money is still there.
 *   <li>Inferred: field values and most status words of 1.0.0; no real capture is known.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.hotmart;

import org.jspecify.annotations.NullMarked;
