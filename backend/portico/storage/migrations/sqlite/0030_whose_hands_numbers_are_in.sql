-- In whose hands each number is, as columns: its attempts were looked up for every row of every list, and a carrier's list walked all there are.
ALTER TABLE porting_number ADD COLUMN sent_to_id CHAR(36);
ALTER TABLE porting_number ADD COLUMN sent_through_id CHAR(36);
ALTER TABLE porting_number ADD COLUMN handed_to_id CHAR(36);
UPDATE porting_number SET
    sent_to_id = (SELECT a.losing_carrier_id FROM porting_attempt a
        WHERE a.request_id = porting_number.request_id AND a.no = porting_number.attempt_no),
    sent_through_id = (SELECT r.network_carrier_id FROM porting_request r WHERE r.id = porting_number.request_id),
    handed_to_id = (SELECT a.losing_carrier_id FROM porting_attempt a JOIN porting_attempt_number p ON p.attempt_id = a.id
        WHERE p.number_id = porting_number.id AND p.handed_over_at IS NOT NULL ORDER BY a.no DESC LIMIT 1)
    WHERE attempt_no > 0;
-- In the Netherlands both carriers have it from the acceptance on.
UPDATE porting_number SET sent_to_id = r.losing_carrier_id, sent_through_id = r.network_carrier_id, handed_to_id = r.losing_carrier_id
    FROM porting_request r WHERE r.id = porting_number.request_id AND r.flow = 'NL' AND r.accepted_at IS NOT NULL;
CREATE INDEX porting_number_handed_to_id_updated_at_id ON porting_number (handed_to_id, updated_at, id) WHERE handed_to_id IS NOT NULL;
CREATE INDEX porting_number_handed_to_id_created_at_id ON porting_number (handed_to_id, created_at, id) WHERE handed_to_id IS NOT NULL;
CREATE INDEX porting_number_handed_to_id_foc_at_id ON porting_number (handed_to_id, foc_at, id) WHERE handed_to_id IS NOT NULL;
CREATE INDEX porting_number_handed_to_id_e164_id ON porting_number (handed_to_id, e164, id) WHERE handed_to_id IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_updated_at_id ON porting_number (sent_through_id, updated_at, id) WHERE sent_through_id IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_created_at_id ON porting_number (sent_through_id, created_at, id) WHERE sent_through_id IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_foc_at_id ON porting_number (sent_through_id, foc_at, id) WHERE sent_through_id IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_e164_id ON porting_number (sent_through_id, e164, id) WHERE sent_through_id IS NOT NULL;
-- A carrier's requests: those that name it, and the few of which it has numbers though they name another one.
ALTER TABLE porting_request ADD COLUMN handed_elsewhere_count INT NOT NULL DEFAULT 0 CHECK (handed_elsewhere_count >= 0);
UPDATE porting_request SET handed_elsewhere_count = (SELECT COUNT(*) FROM porting_number n
    WHERE n.request_id = porting_request.id AND n.handed_to_id IS NOT NULL
    AND COALESCE(n.handed_to_id <> porting_request.losing_carrier_id, TRUE));
CREATE INDEX porting_request_handed_elsewhere ON porting_request (updated_at, id) WHERE handed_elsewhere_count > 0;
CREATE INDEX porting_request_losing_carrier_id_updated_at_id ON porting_request (losing_carrier_id, updated_at, id);
CREATE INDEX porting_request_losing_carrier_id_reference_id ON porting_request (losing_carrier_id, reference, id);
CREATE INDEX porting_request_network_carrier_id_updated_at_id ON porting_request (network_carrier_id, updated_at, id);
CREATE INDEX porting_request_network_carrier_id_reference_id ON porting_request (network_carrier_id, reference, id);
