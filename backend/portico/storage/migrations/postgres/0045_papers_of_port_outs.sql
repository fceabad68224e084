-- Papers and comments of port-outs: which papers are the gaining carrier's own, and which comments are addressed to it.
-- The rest of a request that was approved in part keeps its papers: two rows may name the same bytes, which go with the last of them.
-- Where the gaining carrier says that the service is, and which sign-ins came from where the user had not signed in before.
ALTER TABLE comment ADD COLUMN to_carrier BOOL NOT NULL DEFAULT FALSE;
ALTER TABLE document ADD COLUMN from_carrier BOOL NOT NULL DEFAULT FALSE;
CREATE INDEX document_storage_key ON document (storage_key);
ALTER TABLE port_out_request ADD COLUMN service_street VARCHAR(200);
ALTER TABLE port_out_request ADD COLUMN service_city VARCHAR(120);
ALTER TABLE port_out_request ADD COLUMN service_region VARCHAR(120);
ALTER TABLE port_out_request ADD COLUMN service_postal_code VARCHAR(20);
ALTER TABLE sign_in ADD COLUMN new_place BOOL NOT NULL DEFAULT FALSE;
