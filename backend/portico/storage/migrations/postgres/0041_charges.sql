-- What of an order's fee is owed once by all parts of a request: it is billed anew where the part that paid stays and another leaves.
-- The charges of all accounts together are listed by when they were made.
ALTER TABLE port_out_order ADD COLUMN fee_shares JSONB;
CREATE INDEX charge_created_at_id ON charge (created_at, id);
