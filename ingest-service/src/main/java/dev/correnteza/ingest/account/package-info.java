/** Gateway accounts in memory, as the compacted topic tells them. */
@NullMarked
package dev.correnteza.ingest.account;

import org.jspecify.annotations.NullMarked;
