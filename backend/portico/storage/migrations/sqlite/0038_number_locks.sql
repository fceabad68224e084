-- When the lock of a number ends that somebody asked to end: 24 hours after they asked.
ALTER TABLE phone_number ADD COLUMN unlocks_at TIMESTAMP;
CREATE INDEX phone_number_unlocks_at_id ON phone_number (unlocks_at, id) WHERE unlocks_at IS NOT NULL;
