/** Accounts whose history may be read, with their API credentials. */
@NullMarked
package dev.correnteza.backfill.account;

import org.jspecify.annotations.NullMarked;
