-- Evidence of orders that ended: a ZIP in the folder of the documents, made once. What of its order's entries the journal has forgotten since
-- is counted by their place in the order; a row whose order is gone (`deleted_at`) is owed the end of its bytes.
CREATE TABLE evidence_pack (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    order_kind VARCHAR(32) NOT NULL,
    order_id UUID NOT NULL UNIQUE,
    reference VARCHAR(20) NOT NULL,
    storage_key VARCHAR(200) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    manifest_sha256 VARCHAR(64) NOT NULL,
    order_sequence INT NOT NULL,
    entry_count INT NOT NULL,
    trimmed_upto INT NOT NULL,
    trimmed_at TIMESTAMPTZ,
    deleted_at TIMESTAMPTZ
);
CREATE INDEX evidence_pack_account_id ON evidence_pack (account_id);
CREATE INDEX evidence_pack_deleted_at ON evidence_pack (deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE retention_night ADD COLUMN entries INT NOT NULL DEFAULT 0;
ALTER TABLE retention_night ALTER COLUMN entries DROP DEFAULT;
