/** What people decide about the books: published first, applied once, in whatever order decisions and events are read. */
@NullMarked
package dev.correnteza.processor.decision;

import org.jspecify.annotations.NullMarked;
