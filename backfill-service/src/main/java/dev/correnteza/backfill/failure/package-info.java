/** Why work could not be done, and whether waiting can help. */
@NullMarked
package dev.correnteza.backfill.failure;

import org.jspecify.annotations.NullMarked;
