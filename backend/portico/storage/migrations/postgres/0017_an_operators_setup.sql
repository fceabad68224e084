-- What staff keep of carriers, fees and reasons by hand. Through which carrier port-ins of a country go stood among a carrier's codes.
ALTER TABLE carrier ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE carrier ADD COLUMN network_for JSONB NOT NULL DEFAULT '[]';
ALTER TABLE carrier ADD COLUMN contacts JSONB NOT NULL DEFAULT '[]';
ALTER TABLE carrier ADD COLUMN callback_url VARCHAR(2000);
ALTER TABLE carrier ADD COLUMN callback_secret TEXT;
ALTER TABLE carrier ADD COLUMN retired_at TIMESTAMPTZ;
ALTER TABLE carrier ALTER COLUMN version DROP DEFAULT, ALTER COLUMN network_for DROP DEFAULT, ALTER COLUMN contacts DROP DEFAULT;
UPDATE carrier SET network_for = jsonb_build_array(country) WHERE codes -> 'network' = 'true'::jsonb;
UPDATE carrier SET codes = codes - 'network';
-- A fee holds from and until a day; a later one used to stand before it from its own first day on. One that was billed stays as it is.
ALTER TABLE fee_schedule ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE fee_schedule ADD COLUMN valid_until DATE;
ALTER TABLE fee_schedule ADD COLUMN billed_at TIMESTAMPTZ;
ALTER TABLE fee_schedule ALTER COLUMN version DROP DEFAULT;
UPDATE fee_schedule SET valid_until = (
    SELECT min(l.valid_from) - 1 FROM fee_schedule l WHERE l.country = fee_schedule.country AND l.currency = fee_schedule.currency
        AND l.number_type IS NOT DISTINCT FROM fee_schedule.number_type AND l.valid_from > fee_schedule.valid_from
);
UPDATE fee_schedule SET billed_at = (
    SELECT min(o.created_at) FROM port_out_order o JOIN port_out_request q ON q.id = o.port_out_request_id
    WHERE q.country = fee_schedule.country AND o.currency = fee_schedule.currency
        AND (o.created_at AT TIME ZONE 'UTC')::date >= fee_schedule.valid_from
        AND (fee_schedule.valid_until IS NULL OR (o.created_at AT TIME ZONE 'UTC')::date <= fee_schedule.valid_until)
);
CREATE TABLE reason_text (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    direction VARCHAR(8) NOT NULL,
    code VARCHAR(40) NOT NULL,
    language VARCHAR(8) NOT NULL,
    text VARCHAR(500),
    note VARCHAR(1000),
    version INT NOT NULL,
    UNIQUE (direction, code, language)
);
