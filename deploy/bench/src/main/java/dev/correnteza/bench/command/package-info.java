/** The command line of the measurements. */
@NullMarked
package dev.correnteza.bench.command;

import org.jspecify.annotations.NullMarked;
