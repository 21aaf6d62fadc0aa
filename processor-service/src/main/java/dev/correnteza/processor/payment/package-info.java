/** Payments: the transition table, the fold over a payment's facts, and their rows. */
@NullMarked
package dev.correnteza.processor.payment;

import org.jspecify.annotations.NullMarked;
