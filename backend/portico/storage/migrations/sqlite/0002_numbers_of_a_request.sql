-- A request's numbers by their status: without it SQLite takes an index of statuses and walks every completed number there is.
CREATE INDEX porting_number_request_id_status ON porting_number (request_id, status);
