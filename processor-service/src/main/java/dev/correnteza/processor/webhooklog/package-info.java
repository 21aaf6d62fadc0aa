/** One row for every record that came in, and what became of it. */
@NullMarked
package dev.correnteza.processor.webhooklog;

import org.jspecify.annotations.NullMarked;
