/** Who may call the API: a tenant by its API key, and only for what is its own. */
@NullMarked
package dev.correnteza.backfill.access;

import org.jspecify.annotations.NullMarked;
