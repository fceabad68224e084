-- Addresses that an account has its events posted to. `secrets` are sealed, newest first; those that were replaced hold until they end.
CREATE TABLE webhook_endpoint (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    name VARCHAR(120) NOT NULL,
    url VARCHAR(2000) NOT NULL,
    events JSONB NOT NULL,
    selection TEXT,
    secrets JSONB NOT NULL,
    creator_kind VARCHAR(16) NOT NULL,
    creator_id UUID,
    creator_name VARCHAR(200) NOT NULL,
    scopes JSONB NOT NULL,
    disabled_at TIMESTAMPTZ,
    disabled_reason VARCHAR(24),
    failing_since TIMESTAMPTZ,
    deleted_at TIMESTAMPTZ,
    version INT NOT NULL,
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);
CREATE INDEX webhook_endpoint_account_id_name_id ON webhook_endpoint (account_id, name, id);
-- Which endpoint a delivery is for, and of every try at one what was sent and what came back. NULL: it is for none.
ALTER TABLE delivery ADD COLUMN endpoint_id UUID REFERENCES webhook_endpoint (id) ON DELETE RESTRICT;
CREATE INDEX delivery_endpoint_id_created_at_id ON delivery (endpoint_id, created_at, id) WHERE endpoint_id IS NOT NULL;
ALTER TABLE delivery_attempt ADD COLUMN exchange JSONB;
