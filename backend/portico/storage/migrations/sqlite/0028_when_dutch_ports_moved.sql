-- The date of a Dutch port is when it moved: of those that moved before, the step takes it from when they came into service.
-- step: dutch_port_dates 1
-- A Dutch request that was accepted, and its numbers, promised an answer within days that a delay moves. What the journal said stays.
UPDATE porting_request SET status_reason = 'The request is being looked into; the losing carrier answers next.'
WHERE json_extract(status_reason_said, '$.code') = 'porting_request.accept.nl' AND status_reason IN (
    'We are looking into your request; the losing carrier answers within three working days.',
    'The request is being looked into; the losing carrier answers within three working days.'
);
UPDATE porting_number SET status_reason = 'The request is being looked into; the losing carrier answers next.'
WHERE json_extract(status_reason_said, '$.code') = 'porting_request.accept.nl' AND status_reason IN (
    'We are looking into your request; the losing carrier answers within three working days.',
    'The request is being looked into; the losing carrier answers within three working days.'
);
