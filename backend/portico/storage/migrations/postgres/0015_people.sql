-- People: a version for every user, since people change them; where a session was opened; single-use links; who signed in and who failed to.
ALTER TABLE app_user ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE app_user ALTER COLUMN version DROP DEFAULT;
ALTER TABLE app_user ADD COLUMN invited_by UUID;
ALTER TABLE session ADD COLUMN network VARCHAR(64);

CREATE TABLE single_use_link (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    purpose VARCHAR(32) NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE CASCADE,
    user_id UUID REFERENCES app_user (id) ON DELETE CASCADE,
    made_for JSONB NOT NULL,
    sent_to VARCHAR(320) NOT NULL,
    secret_hash VARCHAR(64) NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    failed_count INT NOT NULL,
    made_by UUID
);
CREATE INDEX single_use_link_user_id_purpose ON single_use_link (user_id, purpose);
CREATE INDEX single_use_link_expires_at ON single_use_link (expires_at);

CREATE TABLE sign_in (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    network VARCHAR(64),
    user_agent VARCHAR(300)
);
CREATE INDEX sign_in_user_id_at_id ON sign_in (user_id, at, id);
CREATE INDEX sign_in_at ON sign_in (at);
