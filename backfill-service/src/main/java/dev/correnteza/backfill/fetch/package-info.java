/** Fetches what notifications name: gateways send some that tell no more than an id, and payments that stay open are asked after. */
@NullMarked
package dev.correnteza.backfill.fetch;

import org.jspecify.annotations.NullMarked;
