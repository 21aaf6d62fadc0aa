@NullMarked
package dev.correnteza.simulator.efi;

import org.jspecify.annotations.NullMarked;
