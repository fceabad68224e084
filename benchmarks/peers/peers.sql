-- What PostGraphile and the hand-written way of creating need beside Portico's tables; for a database that is thrown away.
COMMENT ON TABLE journal_entry IS
    E'@foreignKey (order_id) references porting_request (id)|@fieldName request|@foreignFieldName timeline';

CREATE FUNCTION bench_insert(key uuid, account uuid, reference text, name text, numbers text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO porting_request (id, created_at, updated_at, account_id, reference, name, country, number_type, flow, status, version, sequence,
        open_count, completed_count, canceled_count, waits_for_customer_count, waits_for_staff_count, at_carrier_count, to_resubmit_count,
        handed_elsewhere_count, number_count, waiting_on, subscriber_kind, extra_fields, fields_changed_at, port_type)
    VALUES (key, now(), now(), account, reference, name, 'US', 'GEOGRAPHIC', 'STANDARD', 'DRAFT', 1, 1,
        cardinality(numbers), 0, 0, cardinality(numbers), 0, 0, 0,
        0, cardinality(numbers), 'CUSTOMER', 'BUSINESS', '{}', '{}', 'FULL');
    INSERT INTO porting_number (id, created_at, updated_at, account_id, request_id, e164, number_type, status, status_reasons, reasons_confirmed,
        version, waiting_on, foc_history, attempt_no)
    SELECT gen_random_uuid(), now(), now(), account, key, e164, 'GEOGRAPHIC', 'DRAFT', '[]', '[]', 1, 'CUSTOMER', '[]', 0
    FROM unnest(numbers) e164;
    INSERT INTO journal_entry (id, subject_kind, subject_id, subject_version, order_kind, order_id, order_sequence, account_id, move_id, verb,
        event, actor_role, actor_kind, actor_name, on_behalf, internal, told, to_status, reason, data, at, relayed_at)
    VALUES (gen_random_uuid(), 'porting_request', key, 1, 'porting_request', key, 1, account, gen_random_uuid(), 'create',
        'porting_request.created', 'CUSTOMER', 'token', 'Benchmark', false, false, false, 'DRAFT', 'A draft was created.', '{}', now(), now());
$$;
COMMENT ON FUNCTION bench_insert(uuid, uuid, text, text, text[]) IS E'@omit';

CREATE FUNCTION create_request(name text, numbers text[]) RETURNS porting_request LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    key uuid := gen_random_uuid();
    holder uuid;
    counted int;
    made porting_request;
BEGIN
    SELECT id INTO holder FROM account WHERE slug = 'bench-0';
    INSERT INTO reference_counter AS counter (id, value) VALUES ('PI-2026', 1)
        ON CONFLICT (id) DO UPDATE SET value = counter.value + 1 RETURNING value INTO counted;
    PERFORM bench_insert(key, holder, 'PI-2026-' || lpad(counted::text, 6, '0'), name, numbers);
    SELECT * INTO made FROM porting_request WHERE id = key;
    RETURN made;
END $$;
