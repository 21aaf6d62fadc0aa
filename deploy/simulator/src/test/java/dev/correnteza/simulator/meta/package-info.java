@NullMarked
package dev.correnteza.simulator.meta;

import org.jspecify.annotations.NullMarked;
