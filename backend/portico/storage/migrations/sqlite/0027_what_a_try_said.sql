-- What went wrong with a try has a code and parameters beside its English, where Portico says it, as its delivery has.
ALTER TABLE delivery_attempt ADD COLUMN error_said JSON;
-- Portico's own words of old are known word for word. What servers said begins with a number, and stays theirs.
UPDATE delivery_attempt SET error_said = json_object('code', said.column2, 'params', json_object())
FROM (VALUES
    ('took too long', 'delivery.took_too_long'),
    ('not a public address', 'delivery.not_public'),
    ('not an address that can be called', 'delivery.not_callable'),
    ('its TLS certificate or connection is not accepted', 'delivery.bad_tls'),
    ('its name is not known', 'delivery.name_unknown'),
    ('the connection was refused or broken off', 'delivery.broken_off'),
    ('its answer is no HTTP', 'delivery.no_http'),
    ('the carrier is gone', 'delivery.carrier_gone'),
    ('its endpoint is disabled', 'delivery.endpoint_disabled')
) AS said
WHERE delivery_attempt.error = said.column1;
