-- Records that wait: at the head of its key one that PostgreSQL refused, behind it those of the same key that came later.
ALTER TABLE parked_record
    ADD COLUMN queue_position  bigint      GENERATED ALWAYS AS IDENTITY,
    -- When it was written to its topic.
    ADD COLUMN record_time     timestamptz NOT NULL DEFAULT 'epoch',
    -- What it waits by: the record's key as far as text and an index can hold it; null where the record has no key.
    ADD COLUMN queue_key       text,
    ADD COLUMN key_bytes       bytea,
    ADD COLUMN tenant_id       text        NOT NULL DEFAULT '',
    ADD COLUMN account_id      text        NOT NULL DEFAULT '',
    ADD COLUMN gateway         text        NOT NULL DEFAULT '',
    -- Those of earlier rounds, before somebody had it tried again.
    ADD COLUMN attempts_before integer     NOT NULL DEFAULT 0,
    ADD COLUMN next_attempt_at timestamptz NOT NULL DEFAULT 'epoch';
UPDATE parked_record
SET record_time = parked_at,
    queue_key = left(record_key, 300),
    key_bytes = convert_to(record_key, 'UTF8');
CREATE INDEX parked_record_queue ON parked_record (queue_key, queue_position);
CREATE INDEX parked_record_due ON parked_record (next_attempt_at);

-- Records that were given up, until somebody decides about them. Personal data, as in their topic.
CREATE TABLE dead_letter (
    dead_letter_id  uuid        PRIMARY KEY,
    -- Null where the record does not tell: then it is nobody's.
    tenant_id       text,
    account_id      text        NOT NULL,
    gateway         text        NOT NULL,
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    record_time     timestamptz NOT NULL,
    record_key      bytea,
    record_value    bytea,
    event_id        uuid,
    type            text,
    error_code      text        NOT NULL,
    attempts        integer     NOT NULL,
    first_failed_at timestamptz NOT NULL,
    last_failed_at  timestamptz NOT NULL,
    state           text        NOT NULL,
    published_at    timestamptz
);
CREATE INDEX dead_letter_by_tenant ON dead_letter (tenant_id, last_failed_at DESC, dead_letter_id DESC);
CREATE INDEX dead_letter_unpublished ON dead_letter (last_failed_at) WHERE published_at IS NULL;
