-- Numbers that one account offers by a code and another one takes; the code is sealed, and gone once it was redeemed or is over.
CREATE TABLE internal_move (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    account_id CHAR(36) NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    to_account_id CHAR(36) REFERENCES account (id) ON DELETE RESTRICT,
    reference VARCHAR(20) NOT NULL UNIQUE,
    status VARCHAR(16) NOT NULL,
    status_reason TEXT,
    status_reason_said JSON,
    version INT NOT NULL,
    sequence INT NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    number_count INT NOT NULL,
    code_handle VARCHAR(12) NOT NULL UNIQUE,
    code_sealed TEXT,
    expires_at TIMESTAMP NOT NULL,
    offered_by CHAR(36),
    redeemed_by CHAR(36),
    redeemed_at TIMESTAMP,
    ended_at TIMESTAMP,
    CHECK (version > 0)
);
CREATE INDEX internal_move_created_at_id ON internal_move (created_at, id);
CREATE INDEX internal_move_updated_at_id ON internal_move (updated_at, id);
CREATE INDEX internal_move_account_id_created_at_id ON internal_move (account_id, created_at, id);
CREATE INDEX internal_move_account_id_updated_at_id ON internal_move (account_id, updated_at, id);
CREATE INDEX internal_move_status_waiting_on_created_at_id ON internal_move (status, waiting_on, created_at, id);
CREATE INDEX internal_move_status_waiting_on_updated_at_id ON internal_move (status, waiting_on, updated_at, id);
CREATE INDEX internal_move_account_id_status_waiting_on_created_at_id ON internal_move (account_id, status, waiting_on, created_at, id);
CREATE INDEX internal_move_account_id_status_waiting_on_updated_at_id ON internal_move (account_id, status, waiting_on, updated_at, id);
CREATE INDEX internal_move_to_account_id_created_at_id ON internal_move (to_account_id, created_at, id);
CREATE INDEX internal_move_status_expires_at_id ON internal_move (status, expires_at, id);
CREATE TABLE internal_move_number (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    internal_move_id CHAR(36) NOT NULL REFERENCES internal_move (id) ON DELETE CASCADE,
    phone_number_id CHAR(36) NOT NULL REFERENCES phone_number (id) ON DELETE RESTRICT,
    e164 VARCHAR(20) NOT NULL,
    UNIQUE (internal_move_id, phone_number_id)
);
CREATE INDEX internal_move_number_phone_number_id ON internal_move_number (phone_number_id);
CREATE INDEX internal_move_number_e164 ON internal_move_number (e164);
