/** The outside world on one port: gateways' APIs and the Conversions API, as strict as the real ones. */
@NullMarked
package dev.correnteza.simulator;

import org.jspecify.annotations.NullMarked;
