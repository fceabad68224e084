-- Where in its country a carrier works, ISO 3166-2: its holidays are those of its region. NULL: the country's default region.
ALTER TABLE carrier ADD COLUMN region VARCHAR(6);
