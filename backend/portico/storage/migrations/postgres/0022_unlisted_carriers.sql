-- A losing carrier that is not on the list: its name as it was typed, until staff match it with a carrier. There is one of the two.
ALTER TABLE porting_request ADD COLUMN losing_carrier_name VARCHAR(120) CHECK (losing_carrier_name IS NULL OR losing_carrier_id IS NULL);
-- The queue of those to match: longest submitted first.
CREATE INDEX porting_request_submitted_at_id ON porting_request (submitted_at, id);
CREATE INDEX porting_request_unlisted ON porting_request (submitted_at, id) WHERE losing_carrier_name IS NOT NULL;
