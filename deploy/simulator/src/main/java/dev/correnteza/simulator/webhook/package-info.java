/** What gateways send: samples, each with the headers and the proof that its gateway would add. */
@NullMarked
package dev.correnteza.simulator.webhook;

import org.jspecify.annotations.NullMarked;
