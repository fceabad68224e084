-- What a carrier did by a token stands under the carrier's name, not under what the token is called.
UPDATE journal_entry SET actor_name = (
    SELECT c.name FROM api_token t JOIN carrier c ON c.id = t.carrier_id WHERE t.id = journal_entry.actor_id
)
WHERE actor_role = 'CARRIER' AND actor_kind = 'token'
    AND EXISTS (SELECT 1 FROM api_token t WHERE t.id = journal_entry.actor_id AND t.carrier_id IS NOT NULL);
-- Staff sessions were good for twelve hours, and are for thirty minutes now: whoever has one signs in once more.
DELETE FROM session WHERE user_id IN (SELECT id FROM app_user WHERE account_id IS NULL);
