-- What was received, counted from the topics by a reader that applies nothing: the one side of the equation. The other is the webhook
-- log.
CREATE TABLE received_count (
    tenant_id  text        NOT NULL,
    account_id text        NOT NULL,
    hour       timestamptz NOT NULL,
    received   bigint      NOT NULL,
    PRIMARY KEY (hour, tenant_id, account_id)
);

-- How far the counting came, and the time of the newest record counted.
CREATE TABLE received_progress (
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    next_offset     bigint      NOT NULL,
    record_time     timestamptz NOT NULL,
    PRIMARY KEY (topic, kafka_partition)
);

-- Hours that were compared when both sides had them whole.
CREATE TABLE conservation_hour (
    tenant_id     text        NOT NULL,
    account_id    text        NOT NULL,
    hour          timestamptz NOT NULL,
    received      bigint      NOT NULL,
    applied       bigint      NOT NULL,
    duplicate     bigint      NOT NULL,
    quarantined   bigint      NOT NULL,
    parked        bigint      NOT NULL,
    dead_lettered bigint      NOT NULL,
    compared_at   timestamptz NOT NULL,
    PRIMARY KEY (hour, tenant_id, account_id)
);

-- Hours from then on are compared: rows of the log that were there before do not know the time of their records.
CREATE TABLE conservation_since (
    hour timestamptz NOT NULL
);
INSERT INTO conservation_since
SELECT CASE WHEN EXISTS (SELECT FROM webhook_log) THEN date_trunc('hour', now()) + interval '1 hour' ELSE 'epoch' END;
