-- When a request was accepted, and when each number of an attempt went to the losing carrier: from then on it is the carrier's business.
-- What happened before is told by the journal; a request on its way was accepted, whatever the journal still knows.
ALTER TABLE porting_request ADD COLUMN accepted_at TIMESTAMPTZ;
ALTER TABLE porting_attempt_number ADD COLUMN handed_over_at TIMESTAMPTZ;
-- To whom an attempt goes: the customer may name another losing carrier for the next one.
ALTER TABLE porting_attempt ADD COLUMN losing_carrier_id UUID;
UPDATE porting_attempt SET losing_carrier_id = (snapshot ->> 'losing_carrier_id')::uuid;

UPDATE porting_request SET accepted_at = (SELECT MIN(j.at) FROM journal_entry j
    WHERE j.subject_id = porting_request.id AND j.subject_kind = 'porting_request' AND j.verb = 'accept');
UPDATE porting_request SET accepted_at = COALESCE(submitted_at, updated_at)
    WHERE accepted_at IS NULL AND status IN ('IN_PROGRESS', 'DELAYED', 'READY_TO_BE_PORTED', 'COMPLETED');

UPDATE porting_attempt_number SET handed_over_at = (SELECT MIN(j.at) FROM journal_entry j
    JOIN porting_attempt a ON a.id = porting_attempt_number.attempt_id
    WHERE j.subject_id = porting_attempt_number.number_id AND j.verb = 'hand_over' AND j.at >= a.created_at
    AND NOT EXISTS (SELECT 1 FROM porting_attempt_number p JOIN porting_attempt b ON b.id = p.attempt_id
        WHERE p.number_id = porting_attempt_number.number_id AND b.no > a.no AND b.created_at <= j.at));
UPDATE porting_attempt_number SET handed_over_at = (SELECT n.handed_over_at FROM porting_number n
    WHERE n.id = porting_attempt_number.number_id)
    WHERE handed_over_at IS NULL AND EXISTS (SELECT 1 FROM porting_attempt a JOIN porting_number n ON n.attempt_no = a.no
        WHERE a.id = porting_attempt_number.attempt_id AND n.id = porting_attempt_number.number_id);
