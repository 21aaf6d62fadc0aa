/** Rows as columns, which set-based statements with {@code unnest} are bound to, and what a failure of a statement means. */
@NullMarked
package dev.correnteza.processor.sql;

import org.jspecify.annotations.NullMarked;
