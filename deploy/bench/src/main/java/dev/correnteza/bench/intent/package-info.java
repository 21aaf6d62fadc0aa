/** The log of what was posted and what came back, which the topics are compared with. */
@NullMarked
package dev.correnteza.bench.intent;

import org.jspecify.annotations.NullMarked;
