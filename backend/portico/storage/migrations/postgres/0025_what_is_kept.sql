-- Links to exports of what is kept of an account: each for whoever asked for it, for one use. Only the hash of its secret is kept.
CREATE TABLE account_export (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX account_export_user_id ON account_export (user_id);
CREATE INDEX account_export_expires_at ON account_export (expires_at);
-- Orders that nothing may be deleted of. One that is lifted is gone from here, the journal keeps that it was; RESTRICT holds the order.
CREATE TABLE legal_hold (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    request_id UUID UNIQUE REFERENCES porting_request (id) ON DELETE RESTRICT,
    port_out_request_id UUID UNIQUE REFERENCES port_out_request (id) ON DELETE RESTRICT,
    reason TEXT NOT NULL,
    set_by UUID,
    set_by_name VARCHAR(200) NOT NULL,
    CHECK ((request_id IS NULL) <> (port_out_request_id IS NULL))
);
CREATE INDEX legal_hold_account_id ON legal_hold (account_id);
-- How long things are kept where staff chose otherwise than what is shipped; '' stands for any kind of document, any country.
CREATE TABLE retention_period (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    kind VARCHAR(16) NOT NULL,
    document_kind VARCHAR(32) NOT NULL,
    country VARCHAR(2) NOT NULL,
    days INT NOT NULL,
    version INT NOT NULL,
    UNIQUE (kind, document_kind, country),
    CHECK (days > 0)
);
-- What each night's job has taken away.
CREATE TABLE retention_night (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    day DATE NOT NULL UNIQUE,
    finished_at TIMESTAMPTZ,
    drafts INT NOT NULL,
    documents INT NOT NULL,
    orders INT NOT NULL
);
-- A document that retention took away stays as a row that says so. Its bytes are owed their end while it still has a storage key.
ALTER TABLE document ADD COLUMN deleted_at TIMESTAMPTZ;
CREATE INDEX document_deleted_at ON document (deleted_at) WHERE deleted_at IS NOT NULL AND storage_key <> '';
CREATE INDEX porting_request_ended_at_id ON porting_request (ended_at, id);
CREATE INDEX port_out_request_ended_at_id ON port_out_request (ended_at, id);
-- An export reads all numbers and comments of an account, page by page.
CREATE INDEX porting_number_account_id_id ON porting_number (account_id, id);
CREATE INDEX phone_number_account_id_id ON phone_number (account_id, id);
CREATE INDEX porting_attempt_account_id_id ON porting_attempt (account_id, id);
CREATE INDEX comment_account_id_id ON comment (account_id, id);
