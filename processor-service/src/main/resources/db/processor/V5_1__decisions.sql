-- What people decided, once each; the topic is the truth.
CREATE TABLE decision (
    decision_id     uuid        PRIMARY KEY,
    tenant_id       text        NOT NULL,
    kind            text        NOT NULL,
    payment_id      text,
    event_id        uuid,
    dead_letter_id  uuid,
    -- The decision that this one takes back.
    undoes          uuid,
    reason          text,
    decided_by      text        NOT NULL,
    decided_at      timestamptz NOT NULL,
    -- Why it changed nothing; null where it did.
    error_code      text,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    applied_at      timestamptz NOT NULL
);
CREATE INDEX decision_payment ON decision (tenant_id, payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX decision_dead_letter ON decision (dead_letter_id) WHERE dead_letter_id IS NOT NULL;
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;

-- Facts that somebody mended or discarded; the first decision stands.
CREATE TABLE decided_event (
    tenant_id   text NOT NULL,
    event_id    uuid NOT NULL,
    kind        text NOT NULL,
    decision_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);

-- Gateway transactions that were moved by hand. The newest that was not taken back counts, and is in payment_key as MANUAL.
CREATE TABLE manual_match (
    decision_id            uuid        PRIMARY KEY,
    tenant_id              text        NOT NULL,
    account_id             text        NOT NULL,
    gateway_transaction_id text        NOT NULL,
    payment_id             text        NOT NULL,
    decided_at             timestamptz NOT NULL
);
CREATE INDEX manual_match_transaction ON manual_match (tenant_id, account_id, gateway_transaction_id);

-- Where the rules put a fact that was moved by hand; null while it is there.
ALTER TABLE ledger
    ADD COLUMN home_payment_id text,
    ADD COLUMN home_match_rule text;

CREATE INDEX payment_created ON payment (tenant_id, first_occurred_at) WHERE status = 'CREATED';
