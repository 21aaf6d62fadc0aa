/** The port to a gateway's history. */
@NullMarked
package dev.correnteza.backfill.gateway;

import org.jspecify.annotations.NullMarked;
