-- Queues and lists that walked or sorted all there is: whoever port-outs wait for, those of a status by their last change, what was sent,
-- and the inventory of a status.
CREATE INDEX port_out_request_waiting_on_expires_at_id ON port_out_request (waiting_on, expires_at, id);
CREATE INDEX port_out_request_account_id_waiting_on_expires_at_id ON port_out_request (account_id, waiting_on, expires_at, id);
CREATE INDEX port_out_request_status_updated_at_id ON port_out_request (status, updated_at, id);
CREATE INDEX port_out_request_account_id_status_updated_at_id ON port_out_request (account_id, status, updated_at, id);
CREATE INDEX delivery_created_at_id ON delivery (created_at, id);
CREATE INDEX delivery_kind_created_at_id ON delivery (kind, created_at, id);
CREATE INDEX phone_number_status_e164_id ON phone_number (status, e164, id);
-- What grows without end is looked at again after a fiftieth of it has changed, not after a tenth: lists hang on what the planner knows.
ALTER TABLE porting_number SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE porting_request SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE journal_entry SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE delivery SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE phone_number SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
