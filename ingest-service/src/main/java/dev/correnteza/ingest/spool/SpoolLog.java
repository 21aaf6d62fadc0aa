package dev.correnteza.ingest.spool;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The log on disk: per topic, records in order of arrival. One thread appends; reading, deleting and asking is for any. Closing
 * while something else is under way ends the JVM: who closes sees to it that nothing is.
 */
final class SpoolLog implements AutoCloseable {
    private static final long WRITE_BUFFER_BYTES = 4L << 20;
    private static final long CACHE_BYTES = 4L << 20;
    private static final long BLOCK_BYTES = 32L << 10;
    private static final int OPEN_FILES = 64;
    private static final long RECLAIM_BYTES = 32L << 20;

    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final Options options = options(cache);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    // A delete that is lost in a crash is a record sent twice.
    private final WriteOptions unsynced = new WriteOptions();
    private final RocksDB db;
    private final ConcurrentMap<String, Extent> extents = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> unreclaimedBytes = new ConcurrentHashMap<>();

    /** Opens the log, made where it is missing; a torn end, as a kill leaves it, is cut off. */
    SpoolLog(Path directory) throws SpoolFailure {
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            closeSettings();
            throw new SpoolFailure("spool cannot be opened", e);
        }
        try {
            findExtents();
        } catch (SpoolFailure e) {
            close();
            throw e;
        }
    }

    // Memory is bounded whatever waits, and is much the same whether something waits or not.
    private static Options options(LRUCache cache) {
        return new Options()
                .setCreateIfMissing(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(OPEN_FILES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setBlockSize(BLOCK_BYTES))
                .setMaxManifestFileSize(WRITE_BUFFER_BYTES)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1L << 20)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /**
     * Appends records, as many as there is room for, and returns once they are forced to disk.
     *
     * @param room bytes that may be added
     * @return how many of them, counted from the first, were appended
     */
    int append(List<ProducerRecord<String, byte[]>> records, long room, Instant now) throws SpoolFailure {
        Map<String, Extent> grown = new HashMap<>();
        int appended = 0;
        try (WriteBatch batch = new WriteBatch()) {
            for (ProducerRecord<String, byte[]> record : records) {
                Extent extent = grown.getOrDefault(record.topic(), extent(record.topic()));
                byte[] value = StoredValue.encode(record, extent.nextPosition(), now);
                room -= value.length;
                if (room < 0) {
                    break;
                }
                batch.put(new StoredKey(record.topic(), extent.next()).bytes(), value);
                grown.put(record.topic(), extent.plus(value.length));
                appended++;
            }
            if (appended > 0) {
                db.write(synced, batch);
            }
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be written", e);
        }
        grown.forEach((topic, end) -> extents.compute(topic, (name, old) -> old == null ? end : old.upTo(end)));
        return appended;
    }

    /** The oldest records of a topic, at least one if any waits. */
    List<StoredRecord> read(String topic, int maxRecords, long maxBytes) throws SpoolFailure {
        Extent extent = extent(topic);
        List<StoredRecord> records = new ArrayList<>();
        if (extent.records() == 0) {
            return records;
        }
        long bytes = 0;
        try (Slice end = new Slice(new StoredKey(topic, extent.next()).bytes());
                ReadOptions reading =
                        new ReadOptions().setIterateUpperBound(end).setFillCache(false);
                RocksIterator found = db.newIterator(reading)) {
            found.seek(new StoredKey(topic, extent.first()).bytes());
            while (found.isValid() && records.size() < maxRecords && bytes < maxBytes) {
                StoredRecord record = StoredValue.decode(StoredKey.of(found.key()), found.value());
                records.add(record);
                bytes += record.bytes();
                found.next();
            }
            found.status();
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be read", e);
        }
        if (records.isEmpty()) {
            throw new SpoolFailure("spooled records: none (expected: " + extent.records() + ")", null);
        }
        return records;
    }

    /**
     * Deletes a topic's records up to this one.
     *
     * @return how many
     */
    long delete(String topic, StoredRecord last) throws SpoolFailure {
        Extent extent = extent(topic);
        Extent rest = extent.behind(last);
        try {
            db.deleteRange(
                    unsynced, new StoredKey(topic, extent.first()).bytes(), new StoredKey(topic, rest.first()).bytes());
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be deleted from", e);
        }
        extents.computeIfPresent(topic, (name, old) -> old.behind(last));
        long deleted = rest.firstPosition() - extent.firstPosition();
        if (unreclaimedBytes.merge(topic, deleted, Long::sum) >= RECLAIM_BYTES) {
            deleteFiles(topic, rest);
        }
        return rest.first() - extent.first();
    }

    /** Gives back the disk space of what was deleted of a topic; takes a moment where only part of a file is. */
    void reclaim(String topic) throws SpoolFailure {
        if (unreclaimedBytes.getOrDefault(topic, 0L) == 0) {
            return;
        }
        Extent extent = extent(topic);
        deleteFiles(topic, extent);
        try {
            db.compactRange(new StoredKey(topic, 0).bytes(), new StoredKey(topic, extent.first()).bytes());
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be compacted", e);
        }
    }

    private void deleteFiles(String topic, Extent kept) throws SpoolFailure {
        unreclaimedBytes.put(topic, 0L);
        try {
            db.deleteFilesInRanges(
                    db.getDefaultColumnFamily(),
                    List.of(new StoredKey(topic, 0).bytes(), new StoredKey(topic, kept.first()).bytes()),
                    false);
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be deleted from", e);
        }
    }

    /** What waits of a topic. */
    Extent extent(String topic) {
        return extents.getOrDefault(topic, Extent.EMPTY);
    }

    /** Topics of which something waits or waited since the log was opened. */
    Set<String> topics() {
        return Set.copyOf(extents.keySet());
    }

    private void findExtents() throws SpoolFailure {
        try (RocksIterator found = db.newIterator()) {
            found.seekToFirst();
            while (found.isValid()) {
                StoredKey first = StoredKey.of(found.key());
                StoredRecord oldest = StoredValue.decode(first, found.value());
                byte[] behind = StoredKey.behind(first.topic());
                found.seekForPrev(behind);
                found.status();
                StoredRecord newest = StoredValue.decode(StoredKey.of(found.key()), found.value());
                extents.put(first.topic(), Extent.of(oldest, newest));
                found.seek(behind);
            }
            found.status();
        } catch (RocksDBException e) {
            throw new SpoolFailure("spool cannot be read", e);
        }
    }

    @Override
    public void close() {
        db.close();
        closeSettings();
    }

    private void closeSettings() {
        synced.close();
        unsynced.close();
        options.close();
        cache.close();
    }
}
