/** Work that outlives a request and a process: claimed by one instance at a time, checkpointed, paused, canceled, taken up again. */
@NullMarked
package dev.correnteza.backfill.job;

import org.jspecify.annotations.NullMarked;
