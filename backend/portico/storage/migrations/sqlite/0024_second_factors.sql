-- A second factor beside the password: its sealed key, its recovery codes, its reset by two, and who demands it of whom.
ALTER TABLE account ADD COLUMN second_factor_demanded INT NOT NULL DEFAULT 0;

CREATE TABLE second_factor (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id CHAR(36) NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
    secret_sealed TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    last_step BIGINT NOT NULL,
    reset_reason TEXT,
    reset_asked_at TIMESTAMP,
    reset_asked_by CHAR(36),
    reset_asked_by_name VARCHAR(200),
    reset_confirmed_at TIMESTAMP,
    reset_due_at TIMESTAMP
);
CREATE INDEX second_factor_reset_due_at ON second_factor (reset_due_at);

CREATE TABLE recovery_code (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id CHAR(36) NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    code_mac VARCHAR(64) NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX recovery_code_user_id ON recovery_code (user_id);

CREATE TABLE installation_demands (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    staff_second_factor INT NOT NULL
);
