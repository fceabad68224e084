-- Lists of a million numbers are read in every order they can be asked in, by an index from its end.
CREATE INDEX porting_number_created_at_id ON porting_number (created_at, id);
CREATE INDEX porting_number_account_id_created_at_id ON porting_number (account_id, created_at, id);
CREATE INDEX porting_number_status_created_at_id ON porting_number (status, created_at, id);
CREATE INDEX porting_number_foc_at_id ON porting_number (foc_at, id);
CREATE INDEX porting_number_account_id_foc_at_id ON porting_number (account_id, foc_at, id);
CREATE INDEX porting_number_account_id_e164_id ON porting_number (account_id, e164, id);
CREATE INDEX porting_number_waiting_on_updated_at_id ON porting_number (waiting_on, updated_at, id);
CREATE INDEX porting_request_status_created_at_id ON porting_request (status, created_at, id);
CREATE INDEX porting_request_account_id_status_updated_at_id ON porting_request (account_id, status, updated_at, id);
CREATE INDEX port_out_request_expires_at_id ON port_out_request (expires_at, id);
CREATE INDEX port_out_request_updated_at_id ON port_out_request (updated_at, id);
CREATE INDEX port_out_request_account_id_expires_at_id ON port_out_request (account_id, expires_at, id);
CREATE INDEX port_out_request_account_id_updated_at_id ON port_out_request (account_id, updated_at, id);
CREATE INDEX phone_number_e164_id ON phone_number (e164, id);
CREATE INDEX phone_number_created_at_id ON phone_number (created_at, id);
CREATE INDEX phone_number_account_id_e164_id ON phone_number (account_id, e164, id);
CREATE INDEX phone_number_account_id_created_at_id ON phone_number (account_id, created_at, id);
-- Numbers are looked for by their last four digits and by what they begin with, references by what they begin with.
CREATE INDEX porting_number_last_digits ON porting_number (right(e164, 4));
CREATE INDEX phone_number_last_digits ON phone_number (right(e164, 4));
CREATE INDEX porting_request_last_digits ON porting_request (right(reference, 6));
CREATE INDEX port_out_request_last_digits ON port_out_request (right(reference, 6));
CREATE INDEX port_out_number_last_digits ON port_out_number (right(e164, 4));
CREATE INDEX porting_number_begins ON porting_number (e164 varchar_pattern_ops);
CREATE INDEX phone_number_begins ON phone_number (e164 varchar_pattern_ops);
CREATE INDEX port_out_number_begins ON port_out_number (e164 varchar_pattern_ops);
CREATE INDEX porting_request_begins ON porting_request (reference varchar_pattern_ops);
CREATE INDEX port_out_request_begins ON port_out_request (reference varchar_pattern_ops);
-- Names by their words.
CREATE INDEX porting_request_words ON porting_request USING gin (to_tsvector('simple', regexp_replace(lower(
    COALESCE(name, '') || ' ' || COALESCE(customer_reference, '') || ' ' || COALESCE(subscriber_name, '')), '[^[:alnum:]]+', ' ', 'g')));
CREATE INDEX port_out_request_words ON port_out_request USING gin (to_tsvector('simple', regexp_replace(lower(
    COALESCE(carrier_reference, '') || ' ' || COALESCE(end_user, '')), '[^[:alnum:]]+', ' ', 'g')));
