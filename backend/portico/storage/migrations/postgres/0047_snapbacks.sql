-- Numbers asked back after a port that was a mistake, either way; and where a number rang when it was ported out, so that one that comes
-- back rings there again.
ALTER TABLE phone_number ADD COLUMN detached_profile_id UUID REFERENCES configuration_profile (id) ON DELETE RESTRICT;
CREATE TABLE snapback (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    reference VARCHAR(20) NOT NULL UNIQUE,
    direction VARCHAR(8) NOT NULL,
    status VARCHAR(16) NOT NULL,
    status_reason TEXT,
    status_reason_said JSONB,
    version INT NOT NULL,
    sequence INT NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    e164 VARCHAR(20) NOT NULL,
    phone_number_id UUID NOT NULL REFERENCES phone_number (id) ON DELETE RESTRICT,
    porting_number_id UUID REFERENCES porting_number (id) ON DELETE RESTRICT,
    port_out_request_id UUID REFERENCES port_out_request (id) ON DELETE RESTRICT,
    carrier_id UUID NOT NULL REFERENCES carrier (id) ON DELETE RESTRICT,
    ported_at TIMESTAMPTZ NOT NULL,
    asked_because TEXT NOT NULL,
    asked_by UUID,
    asked_by_role VARCHAR(16) NOT NULL,
    sent_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    CHECK (version > 0)
);
CREATE INDEX snapback_created_at_id ON snapback (created_at, id);
CREATE INDEX snapback_updated_at_id ON snapback (updated_at, id);
CREATE INDEX snapback_account_id_created_at_id ON snapback (account_id, created_at, id);
CREATE INDEX snapback_account_id_updated_at_id ON snapback (account_id, updated_at, id);
CREATE INDEX snapback_status_waiting_on_created_at_id ON snapback (status, waiting_on, created_at, id);
CREATE INDEX snapback_status_waiting_on_updated_at_id ON snapback (status, waiting_on, updated_at, id);
CREATE INDEX snapback_account_id_status_waiting_on_created_at_id ON snapback (account_id, status, waiting_on, created_at, id);
CREATE INDEX snapback_account_id_status_waiting_on_updated_at_id ON snapback (account_id, status, waiting_on, updated_at, id);
CREATE INDEX snapback_carrier_id_created_at_id ON snapback (carrier_id, created_at, id);
CREATE INDEX snapback_phone_number_id ON snapback (phone_number_id);
CREATE INDEX snapback_porting_number_id ON snapback (porting_number_id);
CREATE INDEX snapback_port_out_request_id ON snapback (port_out_request_id);
