-- Webhooks whose address was right and whose proof was not, until somebody verifies them again. Personal data, as in their topic.
CREATE TABLE refused_webhook (
    refusal_id  uuid        PRIMARY KEY,
    tenant_id   text        NOT NULL,
    account_id  text        NOT NULL,
    gateway     text        NOT NULL,
    reason      text        NOT NULL,
    received_at timestamptz NOT NULL,
    size        integer     NOT NULL,
    record      bytea       NOT NULL,
    let_in_at   timestamptz
);
CREATE INDEX refused_webhook_by_account ON refused_webhook (tenant_id, account_id, received_at);
CREATE INDEX refused_webhook_by_time ON refused_webhook (received_at);

-- The latest row of refusals of each account that ever had one: it ends with the next good webhook.
CREATE TABLE signature_failure (
    account_id  text        PRIMARY KEY,
    tenant_id   text        NOT NULL,
    gateway     text        NOT NULL,
    since       timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    refusals    bigint      NOT NULL,
    last_reason text        NOT NULL
);

CREATE INDEX webhook_log_good ON webhook_log (tenant_id, account_id, received_at) WHERE lane = 'LIVE';
