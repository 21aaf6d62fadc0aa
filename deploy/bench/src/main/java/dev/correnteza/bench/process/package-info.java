/** Broker, services and databases as processes of their own, which can be killed. */
@NullMarked
package dev.correnteza.bench.process;

import org.jspecify.annotations.NullMarked;
