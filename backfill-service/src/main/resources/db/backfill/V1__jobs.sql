-- Work that outlives a request: one instance at a time holds the lease.
CREATE TABLE job (
    job_id      uuid        PRIMARY KEY,
    tenant_id   text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('HISTORY', 'REPLAY')),
    state       text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'PAUSED', 'DONE', 'CANCELED', 'FAILED')),
    error_code  text,
    attempts    integer     NOT NULL DEFAULT 0,
    not_before  timestamptz,
    owner       uuid,
    lease_until timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    started_at  timestamptz,
    finished_at timestamptz
);

CREATE INDEX job_of_tenant ON job (tenant_id, kind, created_at DESC);
CREATE INDEX job_open ON job (created_at) WHERE state IN ('QUEUED', 'RUNNING');

CREATE TABLE replay (
    replay_id       uuid        PRIMARY KEY REFERENCES job,
    source_topic    text        NOT NULL,
    target_topic    text        NOT NULL,
    from_time       timestamptz,
    to_time         timestamptz,
    account_id      text,
    gateway         text,
    type            text,
    dry_run         boolean     NOT NULL,
    rate_per_second integer     NOT NULL,
    scanned         bigint      NOT NULL DEFAULT 0,
    matched         bigint      NOT NULL DEFAULT 0,
    written         bigint      NOT NULL DEFAULT 0,
    undecodable     bigint      NOT NULL DEFAULT 0
);

-- Everything before next_offset is done; end_offset is where the topic ended when the replay began.
CREATE TABLE replay_partition (
    replay_id    uuid    NOT NULL REFERENCES replay,
    partition    integer NOT NULL,
    first_offset bigint  NOT NULL,
    next_offset  bigint  NOT NULL,
    end_offset   bigint  NOT NULL,
    PRIMARY KEY (replay_id, partition)
);

-- Everything before cursor is acknowledged by the broker; the cursor's text belongs to the gateway's package.
CREATE TABLE history_run (
    run_id         uuid             PRIMARY KEY REFERENCES job,
    account_id     text             NOT NULL,
    gateway        text             NOT NULL,
    from_time      timestamptz      NOT NULL,
    to_time        timestamptz      NOT NULL,
    mode           text             NOT NULL CHECK (mode IN ('TRIAL', 'FULL')),
    dry_run        boolean          NOT NULL,
    cursor         text,
    progress       double precision NOT NULL DEFAULT 0,
    pages          bigint           NOT NULL DEFAULT 0,
    records        bigint           NOT NULL DEFAULT 0,
    published      bigint           NOT NULL DEFAULT 0,
    not_understood bigint           NOT NULL DEFAULT 0
);
