-- How many there are of what stands where, for the dashboard: each row is a change of a number, what there is is their sum. Rows are only
-- added, by whatever writes what is counted, so no two units wait for each other here; `operations/desk/figures.py` sums them up.
CREATE TABLE figure (
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR(32) NOT NULL,
    account_id CHAR(36) NOT NULL,
    status VARCHAR(32) NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    carrier_id CHAR(36),
    other_carrier_id CHAR(36),
    to_match INT NOT NULL,
    change INT NOT NULL
);
CREATE TRIGGER porting_number_figure_added AFTER INSERT ON porting_number BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_number', NEW.account_id, NEW.status, NEW.waiting_on, NEW.handed_to_id, NULLIF(NEW.sent_through_id, NEW.handed_to_id), FALSE, 1);
END;
CREATE TRIGGER porting_number_figure_moved AFTER UPDATE OF account_id, status, waiting_on, handed_to_id, sent_through_id ON porting_number
    WHEN OLD.account_id IS NOT NEW.account_id OR OLD.status IS NOT NEW.status OR OLD.waiting_on IS NOT NEW.waiting_on OR OLD.handed_to_id IS NOT NEW.handed_to_id OR OLD.sent_through_id IS NOT NEW.sent_through_id BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_number', OLD.account_id, OLD.status, OLD.waiting_on, OLD.handed_to_id, NULLIF(OLD.sent_through_id, OLD.handed_to_id), FALSE, -1);
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_number', NEW.account_id, NEW.status, NEW.waiting_on, NEW.handed_to_id, NULLIF(NEW.sent_through_id, NEW.handed_to_id), FALSE, 1);
END;
CREATE TRIGGER porting_number_figure_removed AFTER DELETE ON porting_number BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_number', OLD.account_id, OLD.status, OLD.waiting_on, OLD.handed_to_id, NULLIF(OLD.sent_through_id, OLD.handed_to_id), FALSE, -1);
END;
CREATE TRIGGER porting_request_figure_added AFTER INSERT ON porting_request BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_request', NEW.account_id, NEW.status, NEW.waiting_on, NULL, NULL, NEW.losing_carrier_name IS NOT NULL, 1);
END;
CREATE TRIGGER porting_request_figure_moved AFTER UPDATE OF account_id, status, waiting_on, losing_carrier_name ON porting_request
    WHEN OLD.account_id IS NOT NEW.account_id OR OLD.status IS NOT NEW.status OR OLD.waiting_on IS NOT NEW.waiting_on OR (OLD.losing_carrier_name IS NULL) <> (NEW.losing_carrier_name IS NULL) BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_request', OLD.account_id, OLD.status, OLD.waiting_on, NULL, NULL, OLD.losing_carrier_name IS NOT NULL, -1);
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_request', NEW.account_id, NEW.status, NEW.waiting_on, NULL, NULL, NEW.losing_carrier_name IS NOT NULL, 1);
END;
CREATE TRIGGER porting_request_figure_removed AFTER DELETE ON porting_request BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('porting_request', OLD.account_id, OLD.status, OLD.waiting_on, NULL, NULL, OLD.losing_carrier_name IS NOT NULL, -1);
END;
CREATE TRIGGER port_out_request_figure_added AFTER INSERT ON port_out_request BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_request', NEW.account_id, NEW.status, NEW.waiting_on, NEW.gaining_carrier_id, NULL, FALSE, 1);
END;
CREATE TRIGGER port_out_request_figure_moved AFTER UPDATE OF account_id, status, waiting_on, gaining_carrier_id ON port_out_request
    WHEN OLD.account_id IS NOT NEW.account_id OR OLD.status IS NOT NEW.status OR OLD.waiting_on IS NOT NEW.waiting_on OR OLD.gaining_carrier_id IS NOT NEW.gaining_carrier_id BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_request', OLD.account_id, OLD.status, OLD.waiting_on, OLD.gaining_carrier_id, NULL, FALSE, -1);
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_request', NEW.account_id, NEW.status, NEW.waiting_on, NEW.gaining_carrier_id, NULL, FALSE, 1);
END;
CREATE TRIGGER port_out_request_figure_removed AFTER DELETE ON port_out_request BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_request', OLD.account_id, OLD.status, OLD.waiting_on, OLD.gaining_carrier_id, NULL, FALSE, -1);
END;
CREATE TRIGGER port_out_order_figure_added AFTER INSERT ON port_out_order BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_order', NEW.account_id, NEW.status, '', NULL, NULL, FALSE, 1);
END;
CREATE TRIGGER port_out_order_figure_moved AFTER UPDATE OF account_id, status ON port_out_order
    WHEN OLD.account_id IS NOT NEW.account_id OR OLD.status IS NOT NEW.status BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_order', OLD.account_id, OLD.status, '', NULL, NULL, FALSE, -1);
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_order', NEW.account_id, NEW.status, '', NULL, NULL, FALSE, 1);
END;
CREATE TRIGGER port_out_order_figure_removed AFTER DELETE ON port_out_order BEGIN
    INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
        VALUES ('port_out_order', OLD.account_id, OLD.status, '', NULL, NULL, FALSE, -1);
END;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'porting_number', account_id, status, waiting_on, handed_to_id, NULLIF(sent_through_id, handed_to_id), FALSE, COUNT(*) FROM porting_number GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'porting_request', account_id, status, waiting_on, NULL, NULL, losing_carrier_name IS NOT NULL, COUNT(*) FROM porting_request GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'port_out_request', account_id, status, waiting_on, gaining_carrier_id, NULL, FALSE, COUNT(*) FROM port_out_request GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'port_out_order', account_id, status, '', NULL, NULL, FALSE, COUNT(*) FROM port_out_order GROUP BY 1, 2, 3, 4, 5, 6, 7;
