/** Webhooks whose address is right and whose proof is not: kept, within bounds, to be verified again. */
@NullMarked
package dev.correnteza.ingest.refused;

import org.jspecify.annotations.NullMarked;
