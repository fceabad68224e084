-- Every ten seconds each worker looks which claims stand: a handful among all that is owed.
CREATE INDEX delivery_claimed ON delivery (kind) WHERE claimed_by IS NOT NULL;
