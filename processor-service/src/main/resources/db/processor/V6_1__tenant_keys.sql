-- Ids that gateways and tenants choose are unique in their tenant only: two tenants may have equal accounts, transactions,
-- subscriptions, payments and, derived of these, events and transitions. Customers' ids are derived of the tenant too, and stay.
-- Instances of the version before fail on their batches from here on and lose nothing: offsets follow the commit.
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (tenant_id, event_id);
DROP INDEX ledger_payment;
CREATE INDEX ledger_payment ON ledger (tenant_id, payment_id) WHERE payment_id IS NOT NULL;
DROP INDEX ledger_subscription;
CREATE INDEX ledger_subscription ON ledger (tenant_id, account_id, subscription_id) WHERE subscription_id IS NOT NULL;

DROP INDEX payment_key_payment;
CREATE INDEX payment_key_payment ON payment_key (tenant_id, payment_id);

ALTER TABLE payment DROP CONSTRAINT payment_pkey, ADD PRIMARY KEY (tenant_id, payment_id);

ALTER TABLE gateway_transaction
    DROP CONSTRAINT gateway_transaction_pkey,
    ADD PRIMARY KEY (tenant_id, account_id, gateway_transaction_id);
DROP INDEX gateway_transaction_payment;
CREATE INDEX gateway_transaction_payment ON gateway_transaction (tenant_id, payment_id);

ALTER TABLE subscription
    DROP CONSTRAINT subscription_pkey,
    ADD PRIMARY KEY (tenant_id, account_id, subscription_id);

ALTER TABLE outbox ADD COLUMN tenant_id text;
UPDATE outbox
SET tenant_id = transition.tenant_id
FROM transition
WHERE transition.transition_id = outbox.transition_id;
ALTER TABLE outbox ALTER COLUMN tenant_id SET NOT NULL;

ALTER TABLE transition DROP CONSTRAINT transition_pkey, ADD PRIMARY KEY (tenant_id, transition_id);
DROP INDEX transition_payment;
CREATE INDEX transition_payment ON transition (tenant_id, payment_id);

ALTER TABLE conversion_delivery DROP CONSTRAINT conversion_delivery_pkey, ADD PRIMARY KEY (tenant_id, delivery_id);
DROP INDEX conversion_delivery_payment;
CREATE INDEX conversion_delivery_payment ON conversion_delivery (tenant_id, payment_id);

ALTER TABLE refused_webhook DROP CONSTRAINT refused_webhook_pkey, ADD PRIMARY KEY (tenant_id, refusal_id);
ALTER TABLE signature_failure DROP CONSTRAINT signature_failure_pkey, ADD PRIMARY KEY (tenant_id, account_id);
