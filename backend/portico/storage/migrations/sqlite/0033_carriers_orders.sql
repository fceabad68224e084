-- A carrier's requests in every order are read from the ends of indexes: only the one by their last change was.
CREATE INDEX porting_request_losing_carrier_id_submitted_at_id ON porting_request (losing_carrier_id, submitted_at, id);
CREATE INDEX porting_request_network_carrier_id_submitted_at_id ON porting_request (network_carrier_id, submitted_at, id);
CREATE INDEX porting_request_handed_elsewhere_created ON porting_request (created_at, id) WHERE handed_elsewhere_count > 0;
CREATE INDEX porting_request_handed_elsewhere_reference ON porting_request (reference, id) WHERE handed_elsewhere_count > 0;
CREATE INDEX porting_request_handed_elsewhere_submitted ON porting_request (submitted_at, id) WHERE handed_elsewhere_count > 0;
-- Of a status, all that were in its hands were walked until a page was full.
CREATE INDEX porting_number_handed_to_id_status_updated_at_id ON porting_number (handed_to_id, status, updated_at, id) WHERE handed_to_id IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_status_updated_at_id ON porting_number (sent_through_id, status, updated_at, id)
    WHERE sent_through_id IS NOT NULL;
