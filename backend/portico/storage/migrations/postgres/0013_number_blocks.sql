-- The direct-dial blocks that a request's numbers came in with, for the letter. NULL: none; of what there is, nobody knows any more.
ALTER TABLE porting_request ADD COLUMN number_blocks JSONB;
