/** Webhooks that were refused for their proof: kept, verified again, let in on request. */
@NullMarked
package dev.correnteza.processor.refused;

import org.jspecify.annotations.NullMarked;
