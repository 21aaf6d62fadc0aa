/** The broker is away for minutes, under load. */
@NullMarked
package dev.correnteza.bench.outage;

import org.jspecify.annotations.NullMarked;
