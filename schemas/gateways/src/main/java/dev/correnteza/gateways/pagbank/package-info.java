/**
 * PagBank (PagSeguro), Orders API. Contract: the developers' reference of orders and their notifications, read in 2026 through copies of
 * it, and what others measured.
 *
 * <ul>
 *   <li>Documented: {@code x-authenticity-token} is SHA-256, without a key, of the account's token, a dash and the body. Captured: some
 *       notifications, of the sandbox above all, come without it; an account that wants those has no signing secret and says {@code
 *       authentication=url}.
 *   <li>Documented: the body is the order. It has no status; its charges have, and an unpaid PIX has none of them yet. The order is the
 *       payment, since it is there before the charge is; each charge is judged by itself.
 *   <li>Captured: {@code PAID} and {@code WAITING}; the other words are generally known. What was returned is not in the word but in
 *       {@code summary}, which sums up: it does not tell what one partial refund returned.
 *   <li>Captured: an id beginning {@code CBKS_} is a chargeback, whose fields are documented nowhere: it has to be looked up.
 *   <li>Documented: the form of the older API, {@code notificationCode}. Another contract, and kept.
 *   <li>Documented: whole cents; BRL where no currency stands beside them. Times with their offset.
 *   <li>Captured: in the sandbox the end-to-end id of a PIX is none.
 * </ul>
 *
 * <p>Our webhook token is {@code reference_id}, of the order or of its charge, or in the query of the address that was called.
 */
@NullMarked
package dev.correnteza.gateways.pagbank;

import org.jspecify.annotations.NullMarked;
