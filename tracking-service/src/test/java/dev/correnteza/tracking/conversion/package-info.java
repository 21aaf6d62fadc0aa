@NullMarked
package dev.correnteza.tracking.conversion;

import org.jspecify.annotations.NullMarked;
