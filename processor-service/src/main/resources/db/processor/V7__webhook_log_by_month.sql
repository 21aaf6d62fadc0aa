-- The log by month of its records' time in the topic: a month is dropped at once, whatever it holds. Months are made before their
-- first row is written (WebhookLogMonths).
ALTER TABLE webhook_log RENAME TO webhook_log_of_before;
ALTER INDEX webhook_log_by_tenant RENAME TO webhook_log_of_before_by_tenant;
ALTER INDEX webhook_log_event RENAME TO webhook_log_of_before_event;
ALTER INDEX webhook_log_good RENAME TO webhook_log_of_before_good;
ALTER TABLE webhook_log_of_before RENAME CONSTRAINT webhook_log_pkey TO webhook_log_of_before_pkey;

CREATE TABLE webhook_log (
    topic              text        NOT NULL,
    kafka_partition    integer     NOT NULL,
    kafka_offset       bigint      NOT NULL,
    -- When the record was written to its topic; never changes, so that a record read again finds its row.
    record_time        timestamptz NOT NULL,
    tenant_id          text        NOT NULL,
    account_id         text        NOT NULL,
    gateway            text        NOT NULL,
    lane               text        NOT NULL,
    event_id           uuid,
    type               text,
    gateway_event_type text,
    received_at        timestamptz NOT NULL,
    processed_at       timestamptz NOT NULL,
    status             text        NOT NULL,
    attempts           integer     NOT NULL,
    error              text,
    result             text,
    payment_id         text,
    PRIMARY KEY (topic, kafka_partition, kafka_offset, record_time)
) PARTITION BY RANGE (record_time);
CREATE INDEX webhook_log_by_tenant ON webhook_log (tenant_id, received_at DESC);
CREATE INDEX webhook_log_event ON webhook_log (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX webhook_log_good ON webhook_log (tenant_id, account_id, received_at) WHERE lane = 'LIVE';
-- Rows come nearly in this order: a small index finds an hour of them.
CREATE INDEX webhook_log_hour ON webhook_log USING brin (record_time) WITH (pages_per_range = 32, autosummarize = on);

-- Months of UTC; called again, or by two at once, it makes each once.
CREATE FUNCTION make_webhook_log_month(month date) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    name text := 'webhook_log_' || to_char(month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.webhook_log'));
    IF to_regclass(current_schema() || '.' || name) IS NULL THEN
        -- Attached, not created as a partition: readers and writers of other months go on.
        EXECUTE format('CREATE TABLE %I (LIKE webhook_log INCLUDING DEFAULTS)', name);
        EXECUTE format('ALTER TABLE webhook_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
                       to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
                       to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    END IF;
END
$$;

SELECT make_webhook_log_month(months.month)
FROM (SELECT date_trunc('month', processed_at AT TIME ZONE 'UTC')::date AS month
      FROM webhook_log_of_before
      UNION
      SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date
      FROM generate_series(0, 1) AS ahead) AS months;

INSERT INTO webhook_log
SELECT topic, kafka_partition, kafka_offset, processed_at, tenant_id, account_id, gateway, lane, event_id, type,
       gateway_event_type, received_at, processed_at, status, attempts, error, result, payment_id
FROM webhook_log_of_before;

DROP TABLE webhook_log_of_before;
