-- Tokens that are rotated: the secret before goes on for a while.
ALTER TABLE api_token ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE api_token ADD COLUMN replaced_hash VARCHAR(64);
ALTER TABLE api_token ADD COLUMN replaced_until TIMESTAMP;
CREATE INDEX api_token_replaced_hash ON api_token (replaced_hash);
