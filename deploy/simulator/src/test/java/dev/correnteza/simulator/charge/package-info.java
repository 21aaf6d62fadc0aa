@NullMarked
package dev.correnteza.simulator.charge;

import org.jspecify.annotations.NullMarked;
