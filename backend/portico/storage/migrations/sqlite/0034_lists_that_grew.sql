-- Queues and lists that walked or sorted all there is: whoever port-outs wait for, those of a status by their last change, what was sent,
-- and the inventory of a status.
CREATE INDEX port_out_request_waiting_on_expires_at_id ON port_out_request (waiting_on, expires_at, id);
CREATE INDEX port_out_request_account_id_waiting_on_expires_at_id ON port_out_request (account_id, waiting_on, expires_at, id);
CREATE INDEX port_out_request_status_updated_at_id ON port_out_request (status, updated_at, id);
CREATE INDEX port_out_request_account_id_status_updated_at_id ON port_out_request (account_id, status, updated_at, id);
CREATE INDEX delivery_created_at_id ON delivery (created_at, id);
CREATE INDEX delivery_kind_created_at_id ON delivery (kind, created_at, id);
CREATE INDEX phone_number_status_e164_id ON phone_number (status, e164, id);
