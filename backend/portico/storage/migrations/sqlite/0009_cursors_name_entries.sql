-- A cursor names an entry. The one up to which entries were forgotten is gone, so nobody can have a cursor that names it.
UPDATE portico_meta SET value = value || '.00000000' WHERE id = 'journal_floor';
