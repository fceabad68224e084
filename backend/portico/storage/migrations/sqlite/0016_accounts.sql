-- What people set of an account is edited by version, has contacts and a language, and ends by being closed; nothing of it is deleted.
ALTER TABLE account ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN locale VARCHAR(8) NOT NULL DEFAULT 'en';
ALTER TABLE account ADD COLUMN contacts JSON;
ALTER TABLE account ADD COLUMN closed_at TIMESTAMP;
-- After a rotation callbacks are signed with both secrets for a day.
ALTER TABLE account ADD COLUMN callback_secret_before TEXT;
ALTER TABLE account ADD COLUMN callback_secret_before_until TIMESTAMP;
CREATE INDEX account_name_id ON account (name, id);
CREATE INDEX account_created_at_id ON account (created_at, id);
-- What each user wants to be written to about, beside the addresses of the account, and which digests were written: one a day.
CREATE TABLE user_notification (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id CHAR(36) NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    kind VARCHAR(24) NOT NULL,
    cadence VARCHAR(16) NOT NULL,
    UNIQUE (user_id, kind)
);
CREATE TABLE user_digest (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id CHAR(36) NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    upto TIMESTAMP NOT NULL,
    UNIQUE (user_id, day)
);
