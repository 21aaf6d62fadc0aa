-- Keys begin with the column that tells rows apart: to find an entry one column is compared, not three of which two are the same
-- in most rows. And no row has an entry in an index that nobody reads it by. Indexes of tables with millions of rows take their minutes, in
-- which batches wait. Instances of the version before fail on their batches from here on and lose nothing: offsets follow the commit.
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (event_id, tenant_id);
DROP INDEX ledger_payment;
CREATE INDEX ledger_payment ON ledger (payment_id, tenant_id) WHERE payment_id IS NOT NULL;
DROP INDEX ledger_subscription;
CREATE INDEX ledger_subscription ON ledger (subscription_id, account_id, tenant_id) WHERE subscription_id IS NOT NULL;

ALTER TABLE payment_key DROP CONSTRAINT payment_key_pkey, ADD PRIMARY KEY (value, kind, tenant_id);
DROP INDEX payment_key_payment;
-- Of a payment these are looked for: its transactions, to tell it from others, and the id that it was created with.
CREATE INDEX payment_key_payment ON payment_key (payment_id, tenant_id)
    WHERE kind IN ('GATEWAY_TRANSACTION', 'ORIGIN_TRANSACTION', 'PAYMENT_ID');

-- Pages keep room for changes of their rows: a change that moves no indexed column then writes no index.
ALTER TABLE payment DROP CONSTRAINT payment_pkey, ADD PRIMARY KEY (payment_id, tenant_id);
ALTER TABLE payment SET (fillfactor = 80);
DROP INDEX payment_by_tenant;
CREATE INDEX payment_by_tenant ON payment (tenant_id, first_occurred_at, payment_id);

ALTER TABLE gateway_transaction
    DROP CONSTRAINT gateway_transaction_pkey,
    ADD PRIMARY KEY (gateway_transaction_id, account_id, tenant_id);
ALTER TABLE gateway_transaction SET (fillfactor = 80);
DROP INDEX gateway_transaction_payment;
CREATE INDEX gateway_transaction_payment ON gateway_transaction (payment_id, tenant_id);

-- Each row is changed once, when it was published, and that at once.
ALTER TABLE transition DROP CONSTRAINT transition_pkey, ADD PRIMARY KEY (payment_id, transition_id, tenant_id);
ALTER TABLE transition SET (fillfactor = 50);
DROP INDEX transition_payment;

ALTER TABLE customer SET (fillfactor = 80);
DROP INDEX customer_by_tenant;
ALTER TABLE customer_key DROP CONSTRAINT customer_key_pkey, ADD PRIMARY KEY (value, kind, tenant_id);

ALTER TABLE subscription DROP CONSTRAINT subscription_pkey, ADD PRIMARY KEY (subscription_id, account_id, tenant_id);

-- Upwards: what is newer goes to the end of the index, where pages are filled, and is read backwards.
DROP INDEX webhook_log_by_tenant;
CREATE INDEX webhook_log_by_tenant ON webhook_log (tenant_id, received_at);
