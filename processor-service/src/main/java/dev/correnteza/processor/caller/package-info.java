/** Who calls the API, and what their role lets them do. */
@NullMarked
package dev.correnteza.processor.caller;

import org.jspecify.annotations.NullMarked;
