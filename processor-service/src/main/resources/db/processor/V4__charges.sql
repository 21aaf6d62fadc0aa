-- Payments that were created here, before their gateway was asked: a row that stays UNKNOWN is one whose answer never came.
CREATE TABLE charge (
    payment_id        text        PRIMARY KEY,
    tenant_id         text        NOT NULL,
    account_id        text        NOT NULL,
    gateway           text        NOT NULL,
    webhook_token     uuid        NOT NULL UNIQUE,
    -- Of the request; null where the caller sent no key.
    idempotency_key   text,
    request_hash      text        NOT NULL,
    -- UNKNOWN, PENDING or REFUSED: what the gateway answered. What became of the payment is in the books.
    outcome           text        NOT NULL,
    -- Minor units of the currency.
    amount_minor      bigint      NOT NULL,
    currency          char(3)     NOT NULL,
    -- What the gateway's API finds the charge by; null until it is known.
    gateway_charge_id text,
    pix_code          text,
    expires_at        timestamptz,
    -- Why it was not charged, or why that is not known. No personal data.
    reason            text,
    -- Id of the API key: payments are no changes of settings, and stand here instead of in the audit log.
    created_by        text        NOT NULL,
    created_at        timestamptz NOT NULL,
    answered_at       timestamptz,
    UNIQUE (tenant_id, idempotency_key)
);

-- Records that have to be published, of topics other than the transitions'. A row is deleted once its record was acknowledged.
CREATE TABLE record_outbox (
    sequence    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    record_key  text        NOT NULL,
    record      bytea       NOT NULL,
    -- Names and values of the headers, in turn.
    headers     text[]      NOT NULL,
    enqueued_at timestamptz NOT NULL
);

-- How often the gateway was asked what became of a payment.
CREATE TABLE inquiry (
    tenant_id  text        NOT NULL,
    payment_id text        NOT NULL,
    asked      integer     NOT NULL,
    asked_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, payment_id)
);

CREATE INDEX payment_open ON payment (first_occurred_at) WHERE status IN ('CREATED', 'PENDING');
