CREATE INDEX payment_key_ours ON payment_key (tenant_id, payment_id) WHERE kind IN ('WEBHOOK_TOKEN', 'PAYMENT_ID');
