package dev.correnteza.ingest.spool;

/**
 * What waits of one topic.
 *
 * @param first number of the oldest record
 * @param next number of the record that comes next
 * @param firstPosition bytes spooled before the oldest record
 * @param nextPosition bytes spooled until now
 */
record Extent(long first, long next, long firstPosition, long nextPosition) {
    static final Extent EMPTY = new Extent(0, 0, 0, 0);

    static Extent of(StoredRecord oldest, StoredRecord newest) {
        return new Extent(oldest.number(), newest.number() + 1, oldest.position(), newest.position() + newest.bytes());
    }

    long records() {
        return next - first;
    }

    long bytes() {
        return nextPosition - firstPosition;
    }

    Extent plus(int bytes) {
        return new Extent(first, next + 1, firstPosition, nextPosition + bytes);
    }

    Extent upTo(Extent end) {
        return new Extent(first, end.next, firstPosition, end.nextPosition);
    }

    Extent behind(StoredRecord last) {
        return new Extent(last.number() + 1, next, last.position() + last.bytes(), nextPosition);
    }
}
