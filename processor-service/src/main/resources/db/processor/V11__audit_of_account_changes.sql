CREATE INDEX audit_entry_change ON audit_entry (tenant_id, (details::jsonb ->> 'changeId'))
    WHERE details::jsonb ->> 'changeId' IS NOT NULL;
