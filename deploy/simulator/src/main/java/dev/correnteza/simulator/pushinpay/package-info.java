/** PushinPay as its documentation has it: charges and their state for one account. */
@NullMarked
package dev.correnteza.simulator.pushinpay;

import org.jspecify.annotations.NullMarked;
