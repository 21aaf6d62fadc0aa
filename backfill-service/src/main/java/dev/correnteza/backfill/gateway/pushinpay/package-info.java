/** PushinPay's {@code GET /transactions/{id}}, documented: the object that its webhooks repeat. It may be asked once a minute. */
@NullMarked
package dev.correnteza.backfill.gateway.pushinpay;

import org.jspecify.annotations.NullMarked;
