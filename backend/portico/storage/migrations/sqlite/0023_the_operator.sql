-- Who runs this installation, one row of its own choosing: what is NULL is not set, and the default holds.
CREATE TABLE operator_settings (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    name VARCHAR(120),
    country VARCHAR(2),
    time_zone VARCHAR(64),
    currency VARCHAR(3),
    countries JSON NOT NULL,
    mail_name VARCHAR(120),
    mail_address VARCHAR(254),
    logo_sha256 VARCHAR(64),
    version INT NOT NULL
);
-- The logo itself, in base64: beside the row, which is read for every letter.
CREATE TABLE operator_logo (
    id CHAR(36) NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    media_type VARCHAR(40) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    content TEXT NOT NULL
);
