@NullMarked
package dev.correnteza.tracking;

import org.jspecify.annotations.NullMarked;
