/** The topics that the service works on, and whether they are safe to. */
@NullMarked
package dev.correnteza.processor.topic;

import org.jspecify.annotations.NullMarked;
