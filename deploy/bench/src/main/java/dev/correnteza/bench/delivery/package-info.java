/** Posting as gateways do: at a steady rate, and again when no 2xx came back. */
@NullMarked
package dev.correnteza.bench.delivery;

import org.jspecify.annotations.NullMarked;
