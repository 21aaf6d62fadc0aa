package dev.correnteza.backfill.replay;

/**
 * What is left to read of a partition.
 *
 * @param nextOffset everything before it is done
 * @param endOffset where the partition ended when the replay began; not read
 */
record PartitionRange(int partition, long nextOffset, long endOffset) {
    boolean isDone() {
        return nextOffset >= endOffset;
    }

    PartitionRange at(long offset) {
        return new PartitionRange(partition, Math.min(offset, endOffset), endOffset);
    }
}
