-- What staff keep of carriers, fees and reasons by hand. Through which carrier port-ins of a country go stood among a carrier's codes.
CREATE TABLE carrier_0017 (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    name VARCHAR(200) NOT NULL UNIQUE,
    country VARCHAR(2) NOT NULL,
    region VARCHAR(6),
    time_zone VARCHAR(64) NOT NULL,
    codes JSON NOT NULL,
    network_for JSON NOT NULL,
    gateway VARCHAR(16) NOT NULL,
    completes_by_itself INT NOT NULL,
    contacts JSON NOT NULL,
    callback_url VARCHAR(2000),
    callback_secret TEXT,
    retired_at TIMESTAMP,
    version INT NOT NULL
);
INSERT INTO carrier_0017 SELECT id, created_at, updated_at, name, country, region, time_zone, json_remove(codes, '$.network'),
    CASE WHEN json_type(codes, '$.network') = 'true' THEN json_array(country) ELSE json('[]') END, gateway, completes_by_itself,
    '[]', NULL, NULL, NULL, 1 FROM carrier;
DROP TABLE carrier;
ALTER TABLE carrier_0017 RENAME TO carrier;
-- A fee holds from and until a day; a later one used to stand before it from its own first day on. One that was billed stays as it is.
CREATE TABLE fee_schedule_0017 (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    country VARCHAR(2) NOT NULL,
    number_type VARCHAR(16),
    currency VARCHAR(3) NOT NULL,
    amount_minor BIGINT NOT NULL,
    per VARCHAR(8) NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    billed_at TIMESTAMP,
    version INT NOT NULL,
    CHECK (amount_minor >= 0)
);
INSERT INTO fee_schedule_0017 SELECT f.id, f.created_at, f.updated_at, f.country, f.number_type, f.currency, f.amount_minor, f.per, f.valid_from, (
    SELECT date(min(l.valid_from), '-1 day') FROM fee_schedule l
    WHERE l.country = f.country AND l.currency = f.currency AND l.number_type IS f.number_type AND l.valid_from > f.valid_from
), NULL, 1 FROM fee_schedule f;
DROP TABLE fee_schedule;
ALTER TABLE fee_schedule_0017 RENAME TO fee_schedule;
CREATE INDEX fee_schedule_country_number_type_valid_from ON fee_schedule (country, number_type, valid_from);
UPDATE fee_schedule SET billed_at = (
    SELECT min(o.created_at) FROM port_out_order o JOIN port_out_request q ON q.id = o.port_out_request_id
    WHERE q.country = fee_schedule.country AND o.currency = fee_schedule.currency AND date(o.created_at) >= fee_schedule.valid_from
        AND (fee_schedule.valid_until IS NULL OR date(o.created_at) <= fee_schedule.valid_until)
);
CREATE TABLE reason_text (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    direction VARCHAR(8) NOT NULL,
    code VARCHAR(40) NOT NULL,
    language VARCHAR(8) NOT NULL,
    text VARCHAR(500),
    note VARCHAR(1000),
    version INT NOT NULL,
    UNIQUE (direction, code, language)
);
