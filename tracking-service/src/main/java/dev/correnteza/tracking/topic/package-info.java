/** The topics that the service works on, and whether they are safe to. */
@NullMarked
package dev.correnteza.tracking.topic;

import org.jspecify.annotations.NullMarked;
