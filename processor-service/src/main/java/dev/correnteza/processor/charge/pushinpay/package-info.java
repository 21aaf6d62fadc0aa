/** PushinPay's charges: {@code POST /pix/cashIn}, documented; a copy of the API's documentation was read in 2026. */
@NullMarked
package dev.correnteza.processor.charge.pushinpay;

import org.jspecify.annotations.NullMarked;
