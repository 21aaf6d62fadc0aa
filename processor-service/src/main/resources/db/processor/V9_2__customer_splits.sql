-- Names that link nobody any more, by whose decision. One counts while a decision that was not taken back has it; then its row in
-- customer_key belongs to the customer of zeros, so that it is found with the others.
CREATE TABLE customer_split (
    decision_id uuid        NOT NULL,
    tenant_id   text        NOT NULL,
    kind        text        NOT NULL,
    value       text        NOT NULL,
    decided_at  timestamptz NOT NULL,
    PRIMARY KEY (decision_id, kind, value)
);
CREATE INDEX customer_split_name ON customer_split (tenant_id, kind, value);

-- Which names were told by whom: of events without a payment all, of payments those that link nobody. All else that was told of a
-- customer is found by its payments.
CREATE TABLE customer_sighting (
    tenant_id  text    NOT NULL,
    -- Event or payment id.
    subject    text    NOT NULL,
    is_payment boolean NOT NULL,
    kind       text    NOT NULL,
    value      text    NOT NULL,
    PRIMARY KEY (tenant_id, subject, kind, value)
);
CREATE INDEX customer_sighting_name ON customer_sighting (tenant_id, kind, value);

-- Of events that came before those of subscriptions are known: by any name of their customer. The others are not.
INSERT INTO customer_sighting (tenant_id, subject, is_payment, kind, value)
SELECT ledger.tenant_id, ledger.event_id::text, false, key.kind, key.value
FROM subscription
JOIN ledger USING (tenant_id, account_id, subscription_id)
JOIN customer_key AS key ON key.customer_id = subscription.customer_id
WHERE ledger.payment_id IS NULL;
