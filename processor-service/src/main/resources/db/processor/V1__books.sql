-- Every fact, once. All other tables of the books can be derived from this one.
CREATE TABLE ledger (
    event_id               uuid        PRIMARY KEY,
    tenant_id              text        NOT NULL,
    account_id             text        NOT NULL,
    gateway                text        NOT NULL,
    lane                   text        NOT NULL,
    type                   text        NOT NULL,
    occurred_at            timestamptz NOT NULL,
    received_at            timestamptz NOT NULL,
    payment_id             text,
    match_rule             text,
    subscription_id        text,
    -- The PaymentEvent without the raw request, as it stands on the topic.
    event                  bytea       NOT NULL,
    topic                  text        NOT NULL,
    kafka_partition        integer     NOT NULL,
    kafka_offset           bigint      NOT NULL,
    recorded_at            timestamptz NOT NULL
);
CREATE INDEX ledger_payment ON ledger (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX ledger_subscription ON ledger (account_id, subscription_id) WHERE subscription_id IS NOT NULL;

-- The names by which a payment is known; each name belongs to one payment of a tenant.
CREATE TABLE payment_key (
    tenant_id  text NOT NULL,
    kind       text NOT NULL,
    value      text NOT NULL,
    payment_id text NOT NULL,
    PRIMARY KEY (tenant_id, kind, value)
);
CREATE INDEX payment_key_payment ON payment_key (payment_id);

CREATE TABLE payment (
    payment_id             text        PRIMARY KEY,
    tenant_id              text        NOT NULL,
    account_id             text        NOT NULL,
    gateway                text        NOT NULL,
    status                 text        NOT NULL,
    -- Amounts in minor units of the currency.
    amount_minor           bigint,
    net_amount_minor       bigint,
    fee_amount_minor       bigint,
    refunded_amount_minor  bigint,
    currency               char(3),
    method                 text        NOT NULL,
    installments           integer,
    webhook_token          text,
    gateway_transaction_id text,
    external_reference     text,
    end_to_end_id          text,
    tracking_token         text,
    customer_id            uuid,
    subscription_id        text,
    cycle_number           integer,
    first_occurred_at      timestamptz,
    last_occurred_at       timestamptz,
    paid_at                timestamptz,
    facts                  integer     NOT NULL
);
CREATE INDEX payment_by_tenant ON payment (tenant_id, last_occurred_at DESC, payment_id);

-- A payment's charge at a gateway, derived from the facts that name it.
CREATE TABLE gateway_transaction (
    account_id             text        NOT NULL,
    gateway_transaction_id text        NOT NULL,
    tenant_id              text        NOT NULL,
    gateway                text        NOT NULL,
    payment_id             text        NOT NULL,
    status                 text        NOT NULL,
    amount_minor           bigint,
    net_amount_minor       bigint,
    fee_amount_minor       bigint,
    refunded_amount_minor  bigint,
    currency               char(3),
    method                 text        NOT NULL,
    installments           integer,
    end_to_end_id          text,
    first_occurred_at      timestamptz,
    last_occurred_at       timestamptz,
    PRIMARY KEY (account_id, gateway_transaction_id)
);
CREATE INDEX gateway_transaction_payment ON gateway_transaction (payment_id);

-- Each column keeps the newest value by the gateway's clock, whatever the order of arrival.
CREATE TABLE customer (
    customer_id   uuid        PRIMARY KEY,
    tenant_id     text        NOT NULL,
    name          text,
    name_at       timestamptz,
    email         text,
    email_at      timestamptz,
    document      text,
    document_type text,
    document_at   timestamptz,
    phone         text,
    phone_at      timestamptz,
    country       text,
    country_at    timestamptz,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL
);
CREATE INDEX customer_by_tenant ON customer (tenant_id, last_seen_at DESC);

-- The names by which a customer is known: document, e-mail, phone.
CREATE TABLE customer_key (
    tenant_id   text NOT NULL,
    kind        text NOT NULL,
    value       text NOT NULL,
    customer_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, kind, value)
);

CREATE TABLE subscription (
    account_id      text        NOT NULL,
    subscription_id text        NOT NULL,
    tenant_id       text        NOT NULL,
    gateway         text        NOT NULL,
    status          text        NOT NULL,
    plan            text,
    interval_unit   text        NOT NULL,
    interval_count  integer,
    cycles_paid     integer     NOT NULL,
    cycle_number    integer,
    customer_id     uuid,
    started_at      timestamptz,
    next_charge_at  timestamptz,
    expires_at      timestamptz,
    canceled_at     timestamptz,
    last_occurred_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, subscription_id)
);
CREATE INDEX subscription_by_tenant ON subscription (tenant_id, last_occurred_at DESC);

-- Steps that were taken, and where they were published.
CREATE TABLE transition (
    transition_id     uuid        PRIMARY KEY,
    tenant_id         text        NOT NULL,
    payment_id        text        NOT NULL,
    event_id          uuid        NOT NULL,
    type              text        NOT NULL,
    from_status       text        NOT NULL,
    to_status         text        NOT NULL,
    occurred_at       timestamptz NOT NULL,
    recorded_at       timestamptz NOT NULL,
    published_at      timestamptz,
    public_partition  integer,
    public_offset     bigint,
    private_partition integer,
    private_offset    bigint
);
CREATE INDEX transition_payment ON transition (payment_id);

-- What has to be published still; a row is deleted once both records were acknowledged.
CREATE TABLE outbox (
    sequence       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transition_id  uuid  NOT NULL,
    payment_id     text  NOT NULL,
    public_record  bytea NOT NULL,
    private_record bytea NOT NULL
);

-- Who may publish now; a holder that died loses it when the time is over.
CREATE TABLE publisher_lease (
    name       text        PRIMARY KEY,
    owner      uuid        NOT NULL,
    held_until timestamptz NOT NULL
);

-- A row for every record that came in; text of it may be forgotten, its fact stays in the ledger.
CREATE TABLE webhook_log (
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    tenant_id       text        NOT NULL,
    account_id      text        NOT NULL,
    gateway         text        NOT NULL,
    lane            text        NOT NULL,
    event_id        uuid,
    type            text,
    gateway_event_type text,
    received_at     timestamptz NOT NULL,
    processed_at    timestamptz NOT NULL,
    status          text        NOT NULL,
    attempts        integer     NOT NULL,
    error           text,
    result          text,
    payment_id      text,
    PRIMARY KEY (topic, kafka_partition, kafka_offset)
);
CREATE INDEX webhook_log_by_tenant ON webhook_log (tenant_id, received_at DESC);
CREATE INDEX webhook_log_event ON webhook_log (event_id) WHERE event_id IS NOT NULL;

-- Records that spoil any transaction they are in, with their bytes.
CREATE TABLE parked_record (
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    record_key      text,
    record_value    bytea,
    error_code      text        NOT NULL,
    attempts        integer     NOT NULL,
    parked_at       timestamptz NOT NULL,
    PRIMARY KEY (topic, kafka_partition, kafka_offset)
);

CREATE TABLE conversion_delivery (
    delivery_id     uuid        PRIMARY KEY,
    tenant_id       text        NOT NULL,
    payment_id      text        NOT NULL,
    transition_id   uuid        NOT NULL,
    pixel_id        text        NOT NULL,
    event_name      text        NOT NULL,
    status          text        NOT NULL,
    attempts        integer     NOT NULL,
    http_status     integer,
    error_code      integer,
    match_quality   double precision,
    finished_at     timestamptz NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL
);
CREATE INDEX conversion_delivery_payment ON conversion_delivery (payment_id);

-- Accounts as the topic tells them; the topic is the truth.
CREATE TABLE gateway_account (
    account_id   text        PRIMARY KEY,
    tenant_id    text        NOT NULL,
    gateway      text        NOT NULL,
    display_name text,
    status       text        NOT NULL,
    record       bytea       NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX gateway_account_by_tenant ON gateway_account (tenant_id, account_id);
