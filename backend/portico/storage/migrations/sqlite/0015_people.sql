-- People: a version for every user, since people change them; where a session was opened; single-use links; who signed in and who failed to.
ALTER TABLE app_user ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE app_user ADD COLUMN invited_by CHAR(36);
ALTER TABLE session ADD COLUMN network VARCHAR(64);

CREATE TABLE single_use_link (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    purpose VARCHAR(32) NOT NULL,
    account_id CHAR(36) REFERENCES account (id) ON DELETE CASCADE,
    user_id CHAR(36) REFERENCES app_user (id) ON DELETE CASCADE,
    made_for JSON NOT NULL,
    sent_to VARCHAR(320) NOT NULL,
    secret_hash VARCHAR(64) NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    failed_count INT NOT NULL,
    made_by CHAR(36)
);
CREATE INDEX single_use_link_user_id_purpose ON single_use_link (user_id, purpose);
CREATE INDEX single_use_link_expires_at ON single_use_link (expires_at);

CREATE TABLE sign_in (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id CHAR(36) NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    network VARCHAR(64),
    user_agent VARCHAR(300)
);
CREATE INDEX sign_in_user_id_at_id ON sign_in (user_id, at, id);
CREATE INDEX sign_in_at ON sign_in (at);
