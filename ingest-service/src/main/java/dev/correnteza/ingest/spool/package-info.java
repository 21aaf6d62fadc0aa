/**
 * Records that the broker did not acknowledge in time, on disk until it does. What is appended was forced to disk (fsync) before
 * it counts; several records share one fsync.
 *
 * <p>The log is RocksDB, used as a queue: keys are topic and a rising number, so that records are read in order of arrival and
 * deleted by range. It brings what a log on disk has to have and what is hard to get right: a write-ahead log with checksums that
 * is cut at the first torn record when it is opened after a kill, atomic groups of writes, files that are never changed once they
 * are written, memory that is bounded by configuration and not by what waits, and a lock on its directory. Others were passed over:
 * Chronicle Queue maps its files into memory and leaves forcing them to the operating system, an embedded Artemis journal keeps all
 * that waits in memory, and H2's MVStore and MapDB rewrite pages in place or are no longer maintained.
 */
@NullMarked
package dev.correnteza.ingest.spool;

import org.jspecify.annotations.NullMarked;
