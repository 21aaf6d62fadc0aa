-- What waits or was given up, by its hour: few rows of many. An index of a log with millions of rows takes its minutes, in which batches
-- wait.
CREATE INDEX webhook_log_waiting ON webhook_log (record_time, tenant_id, account_id, status) WHERE status IN ('parked', 'failed');
