-- How many there are of what stands where, for the dashboard: each row is a change of a number, what there is is their sum. Rows are only
-- added, by whatever writes what is counted, so no two units wait for each other here; `operations/desk/figures.py` sums them up.
CREATE TABLE figure (
    position BIGSERIAL NOT NULL PRIMARY KEY,
    xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
    kind VARCHAR(32) NOT NULL,
    account_id UUID NOT NULL,
    status VARCHAR(32) NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    carrier_id UUID,
    other_carrier_id UUID,
    to_match BOOL NOT NULL,
    change INT NOT NULL
);
CREATE INDEX figure_xid ON figure (xid);
CREATE FUNCTION figures_of_porting_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_number', account_id, status, waiting_on, handed_to_id, NULLIF(sent_through_id, handed_to_id), FALSE, COUNT(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_number', account_id, status, waiting_on, handed_to_id, NULLIF(sent_through_id, handed_to_id), FALSE, -COUNT(*) FROM removed GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSE
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_number', account_id, status, waiting_on, handed_to_id, NULLIF(sent_through_id, handed_to_id), FALSE, SUM(change) FROM (
                SELECT account_id, status, waiting_on, handed_to_id, sent_through_id, 1 AS change FROM added
                UNION ALL SELECT account_id, status, waiting_on, handed_to_id, sent_through_id, -1 FROM removed
            ) AS moved GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING SUM(change) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER porting_number_figure_added AFTER INSERT ON porting_number REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_number();
CREATE TRIGGER porting_number_figure_moved AFTER UPDATE ON porting_number REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_number();
CREATE TRIGGER porting_number_figure_removed AFTER DELETE ON porting_number REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_number();
CREATE FUNCTION figures_of_porting_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_request', account_id, status, waiting_on, NULL::uuid, NULL::uuid, losing_carrier_name IS NOT NULL, COUNT(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_request', account_id, status, waiting_on, NULL::uuid, NULL::uuid, losing_carrier_name IS NOT NULL, -COUNT(*) FROM removed GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSE
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'porting_request', account_id, status, waiting_on, NULL::uuid, NULL::uuid, losing_carrier_name IS NOT NULL, SUM(change) FROM (
                SELECT account_id, status, waiting_on, losing_carrier_name, 1 AS change FROM added
                UNION ALL SELECT account_id, status, waiting_on, losing_carrier_name, -1 FROM removed
            ) AS moved GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING SUM(change) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER porting_request_figure_added AFTER INSERT ON porting_request REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_request();
CREATE TRIGGER porting_request_figure_moved AFTER UPDATE ON porting_request REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_request();
CREATE TRIGGER porting_request_figure_removed AFTER DELETE ON porting_request REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_porting_request();
CREATE FUNCTION figures_of_port_out_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_request', account_id, status, waiting_on, gaining_carrier_id, NULL::uuid, FALSE, COUNT(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_request', account_id, status, waiting_on, gaining_carrier_id, NULL::uuid, FALSE, -COUNT(*) FROM removed GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSE
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_request', account_id, status, waiting_on, gaining_carrier_id, NULL::uuid, FALSE, SUM(change) FROM (
                SELECT account_id, status, waiting_on, gaining_carrier_id, 1 AS change FROM added
                UNION ALL SELECT account_id, status, waiting_on, gaining_carrier_id, -1 FROM removed
            ) AS moved GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING SUM(change) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER port_out_request_figure_added AFTER INSERT ON port_out_request REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_request();
CREATE TRIGGER port_out_request_figure_moved AFTER UPDATE ON port_out_request REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_request();
CREATE TRIGGER port_out_request_figure_removed AFTER DELETE ON port_out_request REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_request();
CREATE FUNCTION figures_of_port_out_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_order', account_id, status, '', NULL::uuid, NULL::uuid, FALSE, COUNT(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_order', account_id, status, '', NULL::uuid, NULL::uuid, FALSE, -COUNT(*) FROM removed GROUP BY 1, 2, 3, 4, 5, 6, 7;
    ELSE
        INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
            SELECT 'port_out_order', account_id, status, '', NULL::uuid, NULL::uuid, FALSE, SUM(change) FROM (
                SELECT account_id, status, 1 AS change FROM added
                UNION ALL SELECT account_id, status, -1 FROM removed
            ) AS moved GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING SUM(change) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER port_out_order_figure_added AFTER INSERT ON port_out_order REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_order();
CREATE TRIGGER port_out_order_figure_moved AFTER UPDATE ON port_out_order REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_order();
CREATE TRIGGER port_out_order_figure_removed AFTER DELETE ON port_out_order REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION figures_of_port_out_order();
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'porting_number', account_id, status, waiting_on, handed_to_id, NULLIF(sent_through_id, handed_to_id), FALSE, COUNT(*) FROM porting_number GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'porting_request', account_id, status, waiting_on, NULL::uuid, NULL::uuid, losing_carrier_name IS NOT NULL, COUNT(*) FROM porting_request GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'port_out_request', account_id, status, waiting_on, gaining_carrier_id, NULL::uuid, FALSE, COUNT(*) FROM port_out_request GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO figure (kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match, change)
    SELECT 'port_out_order', account_id, status, '', NULL::uuid, NULL::uuid, FALSE, COUNT(*) FROM port_out_order GROUP BY 1, 2, 3, 4, 5, 6, 7;
