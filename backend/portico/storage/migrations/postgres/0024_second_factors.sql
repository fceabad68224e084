-- A second factor beside the password: its sealed key, its recovery codes, its reset by two, and who demands it of whom.
ALTER TABLE account ADD COLUMN second_factor_demanded BOOL NOT NULL DEFAULT FALSE;

CREATE TABLE second_factor (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    user_id UUID NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
    secret_sealed TEXT NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_step BIGINT NOT NULL,
    reset_reason TEXT,
    reset_asked_at TIMESTAMPTZ,
    reset_asked_by UUID,
    reset_asked_by_name VARCHAR(200),
    reset_confirmed_at TIMESTAMPTZ,
    reset_due_at TIMESTAMPTZ
);
CREATE INDEX second_factor_reset_due_at ON second_factor (reset_due_at);

CREATE TABLE recovery_code (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    code_mac VARCHAR(64) NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX recovery_code_user_id ON recovery_code (user_id);

CREATE TABLE installation_demands (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    staff_second_factor BOOL NOT NULL
);
