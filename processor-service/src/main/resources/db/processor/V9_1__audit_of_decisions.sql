-- Of each decision one entry: it is written when the decision is applied, and looked for when its topic is read again.
CREATE INDEX audit_entry_decision ON audit_entry (tenant_id, (details::jsonb ->> 'decisionId'))
    WHERE details::jsonb ->> 'decisionId' IS NOT NULL;
