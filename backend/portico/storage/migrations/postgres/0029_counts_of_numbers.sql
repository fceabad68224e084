-- How a request's numbers stand is kept in its row, by whatever moves a number: it was summed for every page of requests.
ALTER TABLE porting_request ADD COLUMN completed_count INT NOT NULL DEFAULT 0 CHECK (completed_count >= 0);
ALTER TABLE porting_request ALTER COLUMN completed_count DROP DEFAULT;
ALTER TABLE porting_request ADD COLUMN canceled_count INT NOT NULL DEFAULT 0 CHECK (canceled_count >= 0);
ALTER TABLE porting_request ALTER COLUMN canceled_count DROP DEFAULT;
ALTER TABLE porting_request ADD COLUMN waits_for_customer_count INT NOT NULL DEFAULT 0 CHECK (waits_for_customer_count >= 0);
ALTER TABLE porting_request ALTER COLUMN waits_for_customer_count DROP DEFAULT;
ALTER TABLE porting_request ADD COLUMN waits_for_staff_count INT NOT NULL DEFAULT 0 CHECK (waits_for_staff_count >= 0);
ALTER TABLE porting_request ALTER COLUMN waits_for_staff_count DROP DEFAULT;
ALTER TABLE porting_request ADD COLUMN at_carrier_count INT NOT NULL DEFAULT 0 CHECK (at_carrier_count >= 0);
ALTER TABLE porting_request ALTER COLUMN at_carrier_count DROP DEFAULT;
ALTER TABLE porting_request ADD COLUMN to_resubmit_count INT NOT NULL DEFAULT 0 CHECK (to_resubmit_count >= 0);
ALTER TABLE porting_request ALTER COLUMN to_resubmit_count DROP DEFAULT;
-- `open_count`, too: of a request that was written before it was counted so, lists said what the numbers say.
UPDATE porting_request SET
    open_count = counted.open_count,
    completed_count = counted.completed_count,
    canceled_count = counted.canceled_count,
    waits_for_customer_count = counted.waits_for_customer_count,
    waits_for_staff_count = counted.waits_for_staff_count,
    at_carrier_count = counted.at_carrier_count,
    to_resubmit_count = counted.to_resubmit_count
FROM (
    SELECT request_id,
        SUM(CASE WHEN status NOT IN ('CANCELED', 'COMPLETED', 'NOT_PORTABLE') THEN 1 ELSE 0 END) AS open_count,
        SUM(CASE WHEN status = 'COMPLETED' THEN 1 ELSE 0 END) AS completed_count,
        SUM(CASE WHEN status = 'CANCELED' THEN 1 ELSE 0 END) AS canceled_count,
        SUM(CASE WHEN waiting_on = 'CUSTOMER' THEN 1 ELSE 0 END) AS waits_for_customer_count,
        SUM(CASE WHEN waiting_on = 'STAFF' THEN 1 ELSE 0 END) AS waits_for_staff_count,
        SUM(CASE WHEN status NOT IN ('CANCELED', 'COMPLETED', 'NOT_PORTABLE', 'DRAFT', 'PENDING', 'PORTABLE') THEN 1 ELSE 0 END) AS at_carrier_count,
        SUM(CASE WHEN status = 'ACTION_REQUIRED' OR status = 'CANCELLATION_REJECTED' AND resume_status = 'ACTION_REQUIRED' THEN 1 ELSE 0 END) AS to_resubmit_count
    FROM porting_number GROUP BY request_id
) AS counted WHERE counted.request_id = porting_request.id;
