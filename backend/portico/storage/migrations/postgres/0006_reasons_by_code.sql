-- What Portico says of a move has a code and parameters beside its English; both are null where somebody gave the reason.
-- The step finds Portico's own sentences by what they are, word for word.
-- step: reason_codes 1
ALTER TABLE journal_entry ADD COLUMN reason_code VARCHAR(80);
ALTER TABLE journal_entry ADD COLUMN reason_params JSONB;
