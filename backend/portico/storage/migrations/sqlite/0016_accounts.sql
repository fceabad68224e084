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
