package dev.correnteza.processor.sql;

/** How PostgreSQL plans the statements of a transaction. */
public final class Plans {
    /**
     * To be selected at the beginning of a transaction whose statements look rows up for a whole batch. Over large tables plans are
     * made once whatever the size of the batch: to plan the statements of a small one takes longer than to execute them. Not before,
     * as one that reads the whole of a small table would still be in use when that is no longer small, until the table is analyzed.
     */
    public static final String BY_SIZE_OF_BOOKS = """
            set_config('plan_cache_mode',
                       CASE WHEN pg_relation_size('ledger') < 64 * 1024 * 1024
                            THEN 'force_custom_plan'
                            ELSE 'force_generic_plan'
                       END,
                       true)
            """;

    private Plans() {}
}
