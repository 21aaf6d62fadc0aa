/** Rows as columns: what set-based statements with {@code unnest} are bound to. */
@NullMarked
package dev.correnteza.processor.sql;

import org.jspecify.annotations.NullMarked;
