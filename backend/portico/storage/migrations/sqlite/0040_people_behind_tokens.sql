-- Who has read a secret of a token: its maker, and whoever gave it a new one. An empty list says that whoever runs the
-- installation made it, NULL that nobody knows. And whoever has changed a port-out request since it came in: of the
-- parts of one, what was changed of the whole. Silence is nobody's consent where none of an account's own people chose
-- that it is: of such an account port-outs expire.
ALTER TABLE api_token ADD COLUMN made_by JSON;
ALTER TABLE port_out_request ADD COLUMN amended_by JSON;
UPDATE api_token SET made_by = (
    SELECT json_group_array(DISTINCT e.actor_id) FILTER (WHERE e.actor_kind = 'user' AND e.actor_id IS NOT NULL)
    FROM journal_entry e WHERE e.subject_id = api_token.id AND e.event IN ('api_token.created', 'api_token.rotated')
) WHERE EXISTS (
    SELECT 1 FROM journal_entry e WHERE e.subject_id = api_token.id AND e.event = 'api_token.created'
    AND (e.actor_kind IN ('command_line', 'system') OR (e.actor_kind = 'user' AND e.actor_id IS NOT NULL))
);
UPDATE port_out_request SET amended_by = (
    SELECT json_group_array(DISTINCT e.actor_id) FROM journal_entry e
    WHERE e.subject_id IN (port_out_request.id, port_out_request.parent_id)
    AND e.event = 'port_out_request.amended' AND e.actor_id IS NOT NULL
) WHERE EXISTS (
    SELECT 1 FROM journal_entry e WHERE e.subject_id IN (port_out_request.id, port_out_request.parent_id)
    AND e.event = 'port_out_request.amended' AND e.actor_id IS NOT NULL
);
UPDATE account SET port_out_on_deadline = 'EXPIRE', port_out_policy_set_by = NULL, port_out_policy_set_at = NULL
    WHERE port_out_on_deadline = 'APPROVE' AND NOT EXISTS (
        SELECT 1 FROM app_user u WHERE u.id = account.port_out_policy_set_by AND u.account_id = account.id
    );
