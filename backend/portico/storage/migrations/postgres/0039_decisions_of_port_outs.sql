-- The policy as a port-out request found it, with who chose it when, and the first of two approvals;
-- by which rows of the fee schedule an order was billed: parts of one request pay what is due per request once;
-- and until when and why an account's port-outs are frozen. What a member of staff did within 30 days is found
-- without reading an account's history.
ALTER TABLE port_out_request ADD COLUMN two_person BOOL NOT NULL DEFAULT FALSE;
ALTER TABLE port_out_request ADD COLUMN policy_set_at TIMESTAMPTZ;
ALTER TABLE port_out_request ADD COLUMN first_approved_at TIMESTAMPTZ;
ALTER TABLE port_out_request ADD COLUMN first_approved_by UUID;
ALTER TABLE port_out_request ADD COLUMN first_approved_digest VARCHAR(64);
ALTER TABLE port_out_request ADD COLUMN stalled_alerted_at TIMESTAMPTZ;
ALTER TABLE port_out_order ADD COLUMN fee_rows JSONB;
ALTER TABLE account ADD COLUMN port_out_freeze JSONB;
CREATE INDEX journal_entry_staff_actor_id_at ON journal_entry (actor_id, at) WHERE actor_role = 'STAFF';
