-- What is in the order of FOC dates lists only numbers that have one: who has none yet is in none of these, and moves without writing them.
DROP INDEX porting_number_foc_at_id;
DROP INDEX porting_number_account_id_foc_at_id;
DROP INDEX porting_number_status_foc_at_id;
DROP INDEX porting_number_status_waiting_on_foc_at_id;
DROP INDEX porting_number_account_id_status_waiting_on_foc_at_id;
DROP INDEX porting_number_handed_to_id_foc_at_id;
DROP INDEX porting_number_sent_through_id_foc_at_id;
CREATE INDEX porting_number_foc_at_id ON porting_number (foc_at, id) WHERE foc_at IS NOT NULL;
CREATE INDEX porting_number_account_id_foc_at_id ON porting_number (account_id, foc_at, id) WHERE foc_at IS NOT NULL;
CREATE INDEX porting_number_status_foc_at_id ON porting_number (status, foc_at, id) WHERE foc_at IS NOT NULL;
CREATE INDEX porting_number_status_waiting_on_foc_at_id ON porting_number (status, waiting_on, foc_at, id) WHERE foc_at IS NOT NULL;
CREATE INDEX porting_number_account_id_status_waiting_on_foc_at_id ON porting_number (account_id, status, waiting_on, foc_at, id)
    WHERE foc_at IS NOT NULL;
CREATE INDEX porting_number_handed_to_id_foc_at_id ON porting_number (handed_to_id, foc_at, id)
    WHERE handed_to_id IS NOT NULL AND foc_at IS NOT NULL;
CREATE INDEX porting_number_sent_through_id_foc_at_id ON porting_number (sent_through_id, foc_at, id)
    WHERE sent_through_id IS NOT NULL AND foc_at IS NOT NULL;
