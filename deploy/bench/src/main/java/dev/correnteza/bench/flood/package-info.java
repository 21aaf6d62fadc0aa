/** What a flood of bad signatures costs those who sign. */
@NullMarked
package dev.correnteza.bench.flood;

import org.jspecify.annotations.NullMarked;
