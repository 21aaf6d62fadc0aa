/** Reading what gateways send: JSON and forms of any quality, within limits, money and time without guesses. */
@NullMarked
package dev.correnteza.gateways.payload;

import org.jspecify.annotations.NullMarked;
