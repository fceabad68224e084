-- Extra fields that act as PINs (PAC, RIO, CVP …) are kept sealed beside the others, as `storage.sealed_fields` says.
-- step: seal_extra_fields 1
-- step: key_input_hashes 1
ALTER TABLE porting_request ADD COLUMN secrets_sealed JSON;

-- How many secrets a person was shown lately, without reading the journal.
CREATE INDEX journal_entry_revealed ON journal_entry (actor_id, at) WHERE verb = 'reveal_secret';
