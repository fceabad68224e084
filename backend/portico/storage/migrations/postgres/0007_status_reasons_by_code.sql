-- Why a request or number stands where it stands has a code and parameters beside its English, where Portico or a reason code says it.
-- The step finds the sentences by what the rows and their entries say; what people wrote keeps none.
-- step: status_reasons 1
ALTER TABLE porting_request ADD COLUMN status_reason_said JSONB;
ALTER TABLE porting_number ADD COLUMN status_reason_said JSONB;
ALTER TABLE port_out_request ADD COLUMN status_reason_said JSONB;
