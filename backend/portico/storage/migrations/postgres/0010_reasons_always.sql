-- Why something stands where it stands is always said, with its code where Portico says it: what is there already takes it from the
-- journal's last entry that led there. A number of a draft has no entry, and what somebody wrote past the journal says so.
ALTER TABLE document ADD COLUMN status_reason_said JSONB;
ALTER TABLE porting_number ADD COLUMN status_reason_code VARCHAR(40);
UPDATE porting_request SET (status_reason, status_reason_said) = (
    SELECT j.reason,
        CASE WHEN j.reason_code IS NOT NULL THEN jsonb_build_object('code', j.reason_code, 'params', COALESCE(j.reason_params, '{}'::jsonb)) END
    FROM journal_entry j WHERE j.subject_id = porting_request.id AND j.to_status = porting_request.status
        AND (j.from_status IS NULL OR j.from_status <> j.to_status OR j.verb IN ('hand_over', 'revise_foc', 'delay', 'amend'))
    ORDER BY j.position DESC LIMIT 1
) WHERE status_reason IS NULL;
UPDATE porting_number SET (status_reason, status_reason_said) = (
    SELECT j.reason,
        CASE WHEN j.reason_code IS NOT NULL THEN jsonb_build_object('code', j.reason_code, 'params', COALESCE(j.reason_params, '{}'::jsonb)) END
    FROM journal_entry j WHERE j.subject_id = porting_number.id AND j.to_status = porting_number.status
        AND (j.from_status IS NULL OR j.from_status <> j.to_status OR j.verb IN ('hand_over', 'revise_foc', 'delay', 'amend'))
    ORDER BY j.position DESC LIMIT 1
) WHERE status_reason IS NULL;
UPDATE port_out_request SET (status_reason, status_reason_said) = (
    SELECT j.reason,
        CASE WHEN j.reason_code IS NOT NULL THEN jsonb_build_object('code', j.reason_code, 'params', COALESCE(j.reason_params, '{}'::jsonb)) END
    FROM journal_entry j WHERE j.subject_id = port_out_request.id AND j.to_status = port_out_request.status
        AND (j.from_status IS NULL OR j.from_status <> j.to_status OR j.verb IN ('hand_over', 'revise_foc', 'delay', 'amend'))
    ORDER BY j.position DESC LIMIT 1
) WHERE status_reason IS NULL;
UPDATE document SET (status_reason, status_reason_said) = (
    SELECT j.reason,
        CASE WHEN j.reason_code IS NOT NULL THEN jsonb_build_object('code', j.reason_code, 'params', COALESCE(j.reason_params, '{}'::jsonb)) END
    FROM journal_entry j WHERE j.subject_id = document.id AND j.to_status = document.status
        AND (j.from_status IS NULL OR j.from_status <> j.to_status OR j.verb IN ('hand_over', 'revise_foc', 'delay', 'amend'))
    ORDER BY j.position DESC LIMIT 1
) WHERE status_reason IS NULL;
UPDATE porting_number SET status_reason = 'The number is in a draft.',
    status_reason_said = jsonb_build_object('code', 'porting_number.create', 'params', '{}'::jsonb)
    WHERE status_reason IS NULL AND status = 'DRAFT';
UPDATE porting_request SET status_reason = 'How it came here was not kept.' WHERE status_reason IS NULL;
UPDATE porting_number SET status_reason = 'How it came here was not kept.' WHERE status_reason IS NULL;
UPDATE port_out_request SET status_reason = 'How it came here was not kept.' WHERE status_reason IS NULL;
UPDATE document SET status_reason = 'How it came here was not kept.' WHERE status_reason IS NULL;
-- Papers that were uploaded before the request that will name them: those nobody named are looked for by their age.
CREATE INDEX document_waiting ON document (created_at) WHERE request_id IS NULL AND port_out_request_id IS NULL;
