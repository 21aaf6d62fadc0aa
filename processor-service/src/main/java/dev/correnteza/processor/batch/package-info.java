/** A batch of records as one transaction, and what happens to the record that spoils it. */
@NullMarked
package dev.correnteza.processor.batch;

import org.jspecify.annotations.NullMarked;
