@NullMarked
package dev.correnteza.tracking.meta;

import org.jspecify.annotations.NullMarked;
