/** Who changed what, and when: entries that are chained by their hashes. */
@NullMarked
package dev.correnteza.processor.audit;

import org.jspecify.annotations.NullMarked;
