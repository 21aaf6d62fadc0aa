/**
 * Payments that are created here: charged at a gateway, once. What is decided is committed before the gateway is asked, so that
 * whatever dies in between leaves a payment that is known by its id and its token.
 */
@NullMarked
package dev.correnteza.processor.charge;

import org.jspecify.annotations.NullMarked;
