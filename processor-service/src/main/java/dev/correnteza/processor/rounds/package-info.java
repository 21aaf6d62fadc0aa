/** What the service does by itself, time and again, apart from what comes over HTTP and from topics. */
@NullMarked
package dev.correnteza.processor.rounds;

import org.jspecify.annotations.NullMarked;
