package dev.correnteza.events.topic;

/**
 * Names of the headers that records of {@code payment-events} and its backfill lane carry, so that a replay can filter without
 * decoding values. Values are UTF-8 text. They are read as bytes with a length limit, and nothing but a filter depends on them.
 */
public final class RecordHeaders {
    public static final String TENANT_ID = "tenant-id";
    public static final String ACCOUNT_ID = "account-id";
    public static final String GATEWAY = "gateway";
    public static final String TYPE = "type";
    public static final String EVENT_ID = "event-id";

    // What records of payment-events-dlt carry beside tenant, account and gateway. Nothing is copied from the source
    // record.
    public static final String DEAD_LETTER_ID = "dead-letter-id";
    public static final String SOURCE_TOPIC = "source-topic";
    public static final String SOURCE_PARTITION = "source-partition";
    public static final String SOURCE_OFFSET = "source-offset";
    public static final String ERROR_CODE = "error-code";
    public static final String ATTEMPTS = "attempts";
    public static final String FIRST_FAILED_AT = "first-failed-at";
    public static final String LAST_FAILED_AT = "last-failed-at";

    /** Longest header value that is read, in bytes; a longer one counts as absent. */
    public static final int MAX_VALUE_BYTES = 256;

    private RecordHeaders() {}
}
