package dev.correnteza.processor.batch;

import dev.correnteza.processor.sql.RecordFaults;

/**
 * A batch that could not be applied now. Says what kind of failure it was and where; never what the failure said, because messages
 * of the database quote values of the rows, and this one is logged by others.
 */
final class BatchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BatchFailure(RuntimeException failure) {
        super("batch not applied: " + RecordFaults.codeOf(failure));
        setStackTrace(failure.getStackTrace());
    }
}
