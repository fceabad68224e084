-- Why a message could not be delivered has a code and parameters beside its English, where Portico says it. Old rows keep their text.
ALTER TABLE delivery ADD COLUMN last_error_said JSONB;
-- A sentence of Portico's own is none of a carrier's words: of an answer without a reason it stood as what the carrier said.
UPDATE porting_attempt_number SET answer_text = NULL
WHERE EXISTS (
    SELECT 1 FROM journal_entry e
    WHERE e.subject_id = porting_attempt_number.number_id AND e.at = porting_attempt_number.answered_at
        AND e.reason_code IS NOT NULL AND e.reason = porting_attempt_number.answer_text
);
