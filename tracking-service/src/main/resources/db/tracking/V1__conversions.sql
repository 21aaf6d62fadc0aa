-- One row per pixel, event name and payment: whoever inserts it first reports the sale, everybody else finds it there.
CREATE TABLE conversion (
    delivery_id uuid PRIMARY KEY,                 -- Meta's event_id as well
    tenant_id text NOT NULL,
    pixel_id text NOT NULL,
    event_name text NOT NULL,
    payment_id text NOT NULL,
    transition_id text NOT NULL,
    event_time timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    event text,                                   -- what is sent, hashed; personal data; gone once it has ended
    match_keys text NOT NULL,                     -- names of user_data keys, separated by blanks
    match_quality double precision NOT NULL,
    click_id_removed boolean NOT NULL DEFAULT false,
    status text NOT NULL CHECK (status IN ('PENDING', 'SENT', 'FAILED', 'SKIPPED')),
    reason text,                                  -- why it was not sent
    due_at timestamptz,                           -- when to send; while a lease is held, when it is lost; none once ended
    lease uuid,                                   -- of the attempt under way
    claimed_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    unknown_since timestamptz,                    -- first attempt of which nobody knows whether Meta took it
    http_status integer,
    error_code integer,
    error_subcode integer,
    trace_id text,
    ended_at timestamptz,
    publish_due_at timestamptz,                   -- when to write the ConversionDelivery; none before the end and once written
    UNIQUE (pixel_id, event_name, payment_id),
    CHECK ((status = 'PENDING') = (due_at IS NOT NULL)),
    CHECK ((status = 'PENDING') = (event IS NOT NULL)),
    CHECK ((status = 'PENDING') = (ended_at IS NULL))
);

CREATE INDEX conversion_due ON conversion (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX conversion_publish_due ON conversion (publish_due_at) WHERE publish_due_at IS NOT NULL;

-- Pixels that are not sent to: one event at a time goes out to see whether they take events again.
CREATE TABLE pixel_pause (
    pixel_id text PRIMARY KEY,
    paused_at timestamptz NOT NULL,
    probe_at timestamptz NOT NULL,
    probes integer NOT NULL DEFAULT 0,
    error_code integer
);
