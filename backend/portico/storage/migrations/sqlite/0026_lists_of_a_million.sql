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
CREATE INDEX porting_number_last_digits ON porting_number (substr(e164, -4));
CREATE INDEX phone_number_last_digits ON phone_number (substr(e164, -4));
CREATE INDEX porting_request_last_digits ON porting_request (substr(reference, -6));
CREATE INDEX port_out_request_last_digits ON port_out_request (substr(reference, -6));
CREATE INDEX port_out_number_last_digits ON port_out_number (substr(e164, -4));
CREATE INDEX port_out_number_e164 ON port_out_number (e164);
-- Names by their words: FTS5 needs a table with whole numbers as keys, which VACUUM does not draw anew. Triggers keep it.
CREATE TABLE porting_request_text (
    no INTEGER NOT NULL PRIMARY KEY,
    porting_request_id CHAR(36) NOT NULL UNIQUE REFERENCES porting_request (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE porting_request_words USING fts5 (words, content='porting_request_text', content_rowid='no', tokenize='unicode61 remove_diacritics 0');
CREATE TRIGGER porting_request_text_inserted AFTER INSERT ON porting_request_text BEGIN
    INSERT INTO porting_request_words (rowid, words) VALUES (NEW.no, NEW.words);
END;
CREATE TRIGGER porting_request_text_deleted AFTER DELETE ON porting_request_text BEGIN
    INSERT INTO porting_request_words (porting_request_words, rowid, words) VALUES ('delete', OLD.no, OLD.words);
END;
CREATE TRIGGER porting_request_text_updated AFTER UPDATE ON porting_request_text BEGIN
    INSERT INTO porting_request_words (porting_request_words, rowid, words) VALUES ('delete', OLD.no, OLD.words);
    INSERT INTO porting_request_words (rowid, words) VALUES (NEW.no, NEW.words);
END;
CREATE TRIGGER porting_request_inserted AFTER INSERT ON porting_request BEGIN
    INSERT INTO porting_request_text (porting_request_id, words) VALUES (NEW.id, COALESCE(NEW.name, '') || ' ' || COALESCE(NEW.customer_reference, '') || ' ' || COALESCE(NEW.subscriber_name, ''));
END;
CREATE TRIGGER porting_request_updated AFTER UPDATE OF name, customer_reference, subscriber_name ON porting_request BEGIN
    UPDATE porting_request_text SET words = COALESCE(NEW.name, '') || ' ' || COALESCE(NEW.customer_reference, '') || ' ' || COALESCE(NEW.subscriber_name, '') WHERE porting_request_id = NEW.id;
END;
INSERT INTO porting_request_text (porting_request_id, words) SELECT id, COALESCE(name, '') || ' ' || COALESCE(customer_reference, '') || ' ' || COALESCE(subscriber_name, '') FROM porting_request;
CREATE TABLE port_out_request_text (
    no INTEGER NOT NULL PRIMARY KEY,
    port_out_request_id CHAR(36) NOT NULL UNIQUE REFERENCES port_out_request (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE port_out_request_words USING fts5 (words, content='port_out_request_text', content_rowid='no', tokenize='unicode61 remove_diacritics 0');
CREATE TRIGGER port_out_request_text_inserted AFTER INSERT ON port_out_request_text BEGIN
    INSERT INTO port_out_request_words (rowid, words) VALUES (NEW.no, NEW.words);
END;
CREATE TRIGGER port_out_request_text_deleted AFTER DELETE ON port_out_request_text BEGIN
    INSERT INTO port_out_request_words (port_out_request_words, rowid, words) VALUES ('delete', OLD.no, OLD.words);
END;
CREATE TRIGGER port_out_request_text_updated AFTER UPDATE ON port_out_request_text BEGIN
    INSERT INTO port_out_request_words (port_out_request_words, rowid, words) VALUES ('delete', OLD.no, OLD.words);
    INSERT INTO port_out_request_words (rowid, words) VALUES (NEW.no, NEW.words);
END;
CREATE TRIGGER port_out_request_inserted AFTER INSERT ON port_out_request BEGIN
    INSERT INTO port_out_request_text (port_out_request_id, words) VALUES (NEW.id, COALESCE(NEW.carrier_reference, '') || ' ' || COALESCE(NEW.end_user, ''));
END;
CREATE TRIGGER port_out_request_updated AFTER UPDATE OF carrier_reference, end_user ON port_out_request BEGIN
    UPDATE port_out_request_text SET words = COALESCE(NEW.carrier_reference, '') || ' ' || COALESCE(NEW.end_user, '') WHERE port_out_request_id = NEW.id;
END;
INSERT INTO port_out_request_text (port_out_request_id, words) SELECT id, COALESCE(carrier_reference, '') || ' ' || COALESCE(end_user, '') FROM port_out_request;
