/** Pages of lists: limits, cursors and what a caller reads when a request is wrong. */
@NullMarked
package dev.correnteza.processor.page;

import org.jspecify.annotations.NullMarked;
