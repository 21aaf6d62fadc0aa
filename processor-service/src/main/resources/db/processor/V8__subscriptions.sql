-- What a subscription's plan is, what of it is paid for, and why there is one where the gateway names none.
ALTER TABLE subscription
    ADD COLUMN plan_type        text    NOT NULL DEFAULT 'UNKNOWN',
    -- What the plan type is known by: INTERVAL, RULE, NAME or NONE.
    ADD COLUMN plan_source      text    NOT NULL DEFAULT 'NONE',
    -- Of cycles_paid a refunded or charged back charge is no more; it is here.
    ADD COLUMN cycles_returned  integer NOT NULL DEFAULT 0,
    ADD COLUMN period_start     timestamptz,
    -- Null where nothing is paid for, where it never ends or where that is not known.
    ADD COLUMN period_end       timestamptz,
    -- As the tenant's rule says; null for the configured ones.
    ADD COLUMN grace_days       integer,
    -- Null where the gateway names the subscription.
    ADD COLUMN inferred_because text;

-- Payments that were taken for charges of a subscription, though nothing in them names one.
CREATE TABLE inferred_charge (
    tenant_id       text NOT NULL,
    payment_id      text NOT NULL,
    account_id      text NOT NULL,
    subscription_id text NOT NULL,
    PRIMARY KEY (tenant_id, payment_id)
);
CREATE INDEX inferred_charge_subscription ON inferred_charge (tenant_id, account_id, subscription_id);

-- What tenants say of their plans: a setting, in no topic.
CREATE TABLE plan_rule (
    tenant_id  text        NOT NULL,
    rule_id    text        NOT NULL,
    -- What it is recognized by: OFFER, PRODUCT or NAME.
    match      text        NOT NULL,
    -- Id of the offer or product; or words, as PlanWords writes them.
    value      text        NOT NULL,
    plan_type  text,
    grace_days integer,
    infers     boolean     NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, rule_id)
);

-- Tenants whose subscriptions have to be made anew from their facts, and how far that came.
CREATE TABLE subscription_recount (
    tenant_id text    PRIMARY KEY,
    -- Raised with every change, so that what was counted under rules that changed meanwhile is counted again.
    asked     bigint  NOT NULL,
    -- The last payment and the last subscription that were done.
    payment_id      text NOT NULL DEFAULT '',
    subscription    text NOT NULL DEFAULT ''
);

-- Rows of the version before know nothing of plans and periods.
INSERT INTO subscription_recount (tenant_id, asked)
SELECT DISTINCT tenant_id, 1
FROM payment
UNION
SELECT DISTINCT tenant_id, 1
FROM subscription;
