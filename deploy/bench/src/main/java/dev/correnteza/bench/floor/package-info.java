/** The least that any design must do: what the services are compared with, in the same run. */
@NullMarked
package dev.correnteza.bench.floor;

import org.jspecify.annotations.NullMarked;
