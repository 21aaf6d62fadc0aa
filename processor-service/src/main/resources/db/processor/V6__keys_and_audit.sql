-- Keys made by the API; of the key itself only the hash is kept.
CREATE TABLE api_key (
    tenant_id    text        NOT NULL,
    key_id       text        NOT NULL,
    name         text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    sha256       bytea       NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    -- To a minute.
    last_used_at timestamptz,
    PRIMARY KEY (tenant_id, key_id)
);

-- Where the chain of a tenant's entries ends; locked by whoever appends.
CREATE TABLE audit_chain (
    tenant_id text   PRIMARY KEY,
    entries   bigint NOT NULL,
    hash      bytea  NOT NULL
);

-- Who changed what. Each hash is over the one before and all other columns.
CREATE TABLE audit_entry (
    tenant_id     text        NOT NULL,
    sequence      bigint      NOT NULL,
    at            timestamptz NOT NULL,
    key_id        text        NOT NULL,
    action        text        NOT NULL,
    target        text        NOT NULL,
    -- JSON as it was written: jsonb would write it otherwise, and its hash would not be found again.
    details       text        NOT NULL,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL,
    PRIMARY KEY (tenant_id, sequence)
);
