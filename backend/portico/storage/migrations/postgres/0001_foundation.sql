-- The first schema on PostgreSQL; the tables of ../sqlite/0001_foundation.sql. Never change this file: add the next one.

CREATE TABLE portico_meta (
    id VARCHAR(32) NOT NULL PRIMARY KEY,
    value VARCHAR(200) NOT NULL
);

CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    name VARCHAR(200) NOT NULL,
    slug VARCHAR(80) NOT NULL UNIQUE,
    currency VARCHAR(3) NOT NULL,
    time_zone VARCHAR(64) NOT NULL,
    notification_emails JSONB NOT NULL,
    default_callback_url VARCHAR(2000),
    callback_secret TEXT,
    tier VARCHAR(16) NOT NULL,
    cancel_cutoff_hours INT NOT NULL,
    port_out_hours INT,
    port_out_on_deadline VARCHAR(16) NOT NULL,
    port_out_policy_set_by UUID,
    port_out_policy_set_at TIMESTAMPTZ,
    port_out_pin_required BOOL NOT NULL,
    port_out_two_person BOOL NOT NULL,
    contacts_changed_at TIMESTAMPTZ,
    account_number VARCHAR(60) NOT NULL UNIQUE,
    CHECK (cancel_cutoff_hours >= 0),
    CHECK (port_out_hours > 0)
);

CREATE TABLE carrier (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    name VARCHAR(200) NOT NULL UNIQUE,
    country VARCHAR(2) NOT NULL,
    time_zone VARCHAR(64) NOT NULL,
    codes JSONB NOT NULL,
    gateway VARCHAR(16) NOT NULL,
    completes_by_itself BOOL NOT NULL
);

CREATE TABLE app_user (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE RESTRICT,
    email VARCHAR(320) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    level VARCHAR(16) NOT NULL,
    password_hash VARCHAR(200),
    time_zone VARCHAR(64) NOT NULL,
    locale VARCHAR(8) NOT NULL,
    disabled_at TIMESTAMPTZ,
    failed_sign_in_count INT NOT NULL,
    locked_until TIMESTAMPTZ
);
CREATE INDEX app_user_account_id_name_id ON app_user (account_id, name, id);

CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    expires_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    user_agent VARCHAR(300)
);
CREATE INDEX session_user_id ON session (user_id);
CREATE INDEX session_expires_at ON session (expires_at);

CREATE TABLE api_token (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE RESTRICT,
    carrier_id UUID REFERENCES carrier (id) ON DELETE RESTRICT,
    name VARCHAR(200) NOT NULL,
    prefix VARCHAR(16) NOT NULL,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    role VARCHAR(16) NOT NULL,
    level VARCHAR(16) NOT NULL,
    scopes JSONB NOT NULL,
    last_used_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX api_token_account_id_created_at_id ON api_token (account_id, created_at, id);
CREATE INDEX api_token_carrier_id ON api_token (carrier_id);

CREATE TABLE company_profile (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    label VARCHAR(120) NOT NULL,
    company_name VARCHAR(200) NOT NULL,
    registration_number VARCHAR(60),
    vat_id VARCHAR(60),
    representative_first_name VARCHAR(120),
    representative_last_name VARCHAR(120),
    representative_phone VARCHAR(32),
    country VARCHAR(2) NOT NULL,
    city VARCHAR(120),
    postal_code VARCHAR(20),
    street VARCHAR(200),
    emails JSONB NOT NULL,
    version INT NOT NULL,
    CHECK (version > 0)
);
CREATE INDEX company_profile_account_id_label_id ON company_profile (account_id, label, id);

CREATE TABLE configuration_profile (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    name VARCHAR(120) NOT NULL,
    destination_kind VARCHAR(24) NOT NULL,
    destination VARCHAR(300) NOT NULL,
    capacity INT,
    sms_enabled BOOL NOT NULL,
    version INT NOT NULL,
    CHECK (version > 0)
);
CREATE INDEX configuration_profile_account_id_name_id ON configuration_profile (account_id, name, id);

CREATE TABLE porting_request (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    company_profile_id UUID REFERENCES company_profile (id) ON DELETE RESTRICT,
    configuration_profile_id UUID REFERENCES configuration_profile (id) ON DELETE RESTRICT,
    losing_carrier_id UUID REFERENCES carrier (id) ON DELETE RESTRICT,
    network_carrier_id UUID REFERENCES carrier (id) ON DELETE RESTRICT,
    replaces_id UUID REFERENCES porting_request (id) ON DELETE RESTRICT,
    reference VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(200),
    customer_reference VARCHAR(120),
    country VARCHAR(2) NOT NULL,
    number_type VARCHAR(16) NOT NULL,
    flow VARCHAR(16) NOT NULL,
    status VARCHAR(32) NOT NULL,
    status_reason TEXT,
    status_reason_code VARCHAR(40),
    version INT NOT NULL,
    sequence INT NOT NULL,
    open_count INT NOT NULL,
    number_count INT NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    subscriber_name VARCHAR(200),
    subscriber_kind VARCHAR(16) NOT NULL,
    authorised_person VARCHAR(200),
    service_street VARCHAR(200),
    service_city VARCHAR(120),
    service_region VARCHAR(120),
    service_postal_code VARCHAR(20),
    service_country VARCHAR(2),
    account_number VARCHAR(60),
    btn VARCHAR(20),
    pin_sealed TEXT,
    extra_fields JSONB NOT NULL,
    fields_changed_at JSONB NOT NULL,
    port_type VARCHAR(16) NOT NULL,
    new_btn VARCHAR(20),
    remaining_numbers VARCHAR(16),
    requested_date DATE,
    callback_url VARCHAR(2000),
    answer_due_at TIMESTAMPTZ,
    first_possible_date DATE,
    ready_until TIMESTAMPTZ,
    perform_at TIMESTAMPTZ,
    reminded_at TIMESTAMPTZ,
    cancellation_asked_at TIMESTAMPTZ,
    cancellation_reason TEXT,
    submitted_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    created_by UUID,
    CHECK (version > 0),
    CHECK (sequence >= 0),
    CHECK (open_count >= 0),
    CHECK (number_count >= 0)
);
CREATE INDEX porting_request_account_id_status_created_at_id ON porting_request (account_id, status, created_at, id);
CREATE INDEX porting_request_account_id_created_at_id ON porting_request (account_id, created_at, id);
CREATE INDEX porting_request_account_id_updated_at_id ON porting_request (account_id, updated_at, id);
CREATE INDEX porting_request_created_at_id ON porting_request (created_at, id);
CREATE INDEX porting_request_updated_at_id ON porting_request (updated_at, id);
CREATE INDEX porting_request_status_updated_at_id ON porting_request (status, updated_at, id);
CREATE INDEX porting_request_waiting_on_updated_at_id ON porting_request (waiting_on, updated_at, id);
CREATE INDEX porting_request_losing_carrier_id_created_at_id ON porting_request (losing_carrier_id, created_at, id);
CREATE INDEX porting_request_network_carrier_id_created_at_id ON porting_request (network_carrier_id, created_at, id);
CREATE INDEX porting_request_replaces_id ON porting_request (replaces_id);

CREATE TABLE porting_number (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    configuration_profile_id UUID REFERENCES configuration_profile (id) ON DELETE RESTRICT,
    request_id UUID NOT NULL REFERENCES porting_request (id) ON DELETE CASCADE,
    e164 VARCHAR(20) NOT NULL,
    number_type VARCHAR(16) NOT NULL,
    status VARCHAR(32) NOT NULL,
    status_reason TEXT,
    status_reasons JSONB NOT NULL,
    reasons_raised_at TIMESTAMPTZ,
    reasons_confirmed JSONB NOT NULL,
    version INT NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    foc_at TIMESTAMPTZ,
    foc_history JSONB NOT NULL,
    review_started_at TIMESTAMPTZ,
    attempt_no INT NOT NULL,
    verified_at TIMESTAMPTZ,
    handed_over_at TIMESTAMPTZ,
    resume_status VARCHAR(32),
    cancellation_asked_at TIMESTAMPTZ,
    cancellation_reason TEXT,
    cancellation_decided_at TIMESTAMPTZ,
    cancellation_decision_reason TEXT,
    provisioned_at TIMESTAMPTZ,
    completed_at TIMESTAMPTZ,
    overdue_alerted_at TIMESTAMPTZ,
    UNIQUE (request_id, e164),
    CHECK (version > 0),
    CHECK (attempt_no >= 0)
);
CREATE INDEX porting_number_account_id_status_updated_at_id ON porting_number (account_id, status, updated_at, id);
CREATE INDEX porting_number_account_id_updated_at_id ON porting_number (account_id, updated_at, id);
CREATE INDEX porting_number_status_foc_at_id ON porting_number (status, foc_at, id);
CREATE INDEX porting_number_status_updated_at_id ON porting_number (status, updated_at, id);
CREATE INDEX porting_number_updated_at_id ON porting_number (updated_at, id);
CREATE INDEX porting_number_e164_id ON porting_number (e164, id);

CREATE TABLE porting_attempt (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    request_id UUID NOT NULL REFERENCES porting_request (id) ON DELETE CASCADE,
    no INT NOT NULL,
    snapshot JSONB NOT NULL,
    verified_at TIMESTAMPTZ,
    handed_over_at TIMESTAMPTZ,
    UNIQUE (request_id, no),
    CHECK (no > 0)
);

CREATE TABLE porting_attempt_number (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    attempt_id UUID NOT NULL REFERENCES porting_attempt (id) ON DELETE CASCADE,
    number_id UUID NOT NULL REFERENCES porting_number (id) ON DELETE CASCADE,
    answer VARCHAR(32),
    answer_text TEXT,
    answered_at TIMESTAMPTZ,
    UNIQUE (attempt_id, number_id)
);
CREATE INDEX porting_attempt_number_number_id ON porting_attempt_number (number_id);

CREATE TABLE phone_number (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    configuration_profile_id UUID REFERENCES configuration_profile (id) ON DELETE RESTRICT,
    porting_number_id UUID REFERENCES porting_number (id) ON DELETE RESTRICT,
    e164 VARCHAR(20) NOT NULL,
    country VARCHAR(2) NOT NULL,
    number_type VARCHAR(16) NOT NULL,
    source VARCHAR(16) NOT NULL,
    status VARCHAR(16) NOT NULL,
    version INT NOT NULL,
    port_out_pin_sealed TEXT,
    locked_at TIMESTAMPTZ,
    failure_count INT NOT NULL,
    activated_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    CHECK (version > 0),
    CHECK (failure_count >= 0)
);
CREATE INDEX phone_number_e164_status ON phone_number (e164, status);
CREATE INDEX phone_number_account_id_status_e164_id ON phone_number (account_id, status, e164, id);
CREATE INDEX phone_number_porting_number_id ON phone_number (porting_number_id);

-- Taken with ON CONFLICT DO NOTHING: at most one holder per kind and number.
CREATE TABLE number_claim (
    id VARCHAR(40) NOT NULL PRIMARY KEY,
    kind VARCHAR(16) NOT NULL,
    e164 VARCHAR(20) NOT NULL,
    holder UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (kind, e164)
);
CREATE INDEX number_claim_holder ON number_claim (holder);

CREATE TABLE port_out_request (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    gaining_carrier_id UUID NOT NULL REFERENCES carrier (id) ON DELETE RESTRICT,
    parent_id UUID REFERENCES port_out_request (id) ON DELETE RESTRICT,
    reference VARCHAR(20) NOT NULL UNIQUE,
    carrier_reference VARCHAR(60) NOT NULL,
    carrier_version INT NOT NULL,
    part INT NOT NULL,
    country VARCHAR(2) NOT NULL,
    status VARCHAR(32) NOT NULL,
    status_reason TEXT,
    version INT NOT NULL,
    sequence INT NOT NULL,
    number_count INT NOT NULL,
    waiting_on VARCHAR(16) NOT NULL,
    end_user VARCHAR(200),
    authorised_name VARCHAR(200),
    account_number VARCHAR(60),
    pin_checked BOOL NOT NULL,
    requested_date DATE,
    expires_at TIMESTAMPTZ NOT NULL,
    on_deadline VARCHAR(16) NOT NULL,
    policy_set_by UUID,
    reject_code VARCHAR(40),
    reject_comment TEXT,
    viewed_at TIMESTAMPTZ,
    approved_at TIMESTAMPTZ,
    approved_by UUID,
    approved_digest VARCHAR(64),
    received_by UUID,
    received_by_role VARCHAR(16) NOT NULL,
    release_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    UNIQUE (gaining_carrier_id, carrier_reference, carrier_version, part),
    CHECK (version > 0),
    CHECK (sequence >= 0),
    CHECK (number_count >= 0),
    CHECK (carrier_version > 0)
);
CREATE INDEX port_out_request_account_id_status_expires_at_id ON port_out_request (account_id, status, expires_at, id);
CREATE INDEX port_out_request_status_expires_at_id ON port_out_request (status, expires_at, id);
CREATE INDEX port_out_request_account_id_created_at_id ON port_out_request (account_id, created_at, id);
CREATE INDEX port_out_request_created_at_id ON port_out_request (created_at, id);
CREATE INDEX port_out_request_parent_id ON port_out_request (parent_id);

CREATE TABLE port_out_number (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    phone_number_id UUID NOT NULL REFERENCES phone_number (id) ON DELETE RESTRICT,
    port_out_request_id UUID NOT NULL REFERENCES port_out_request (id) ON DELETE CASCADE,
    e164 VARCHAR(20) NOT NULL,
    UNIQUE (port_out_request_id, phone_number_id)
);
CREATE INDEX port_out_number_phone_number_id ON port_out_number (phone_number_id);

CREATE TABLE port_out_order (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    port_out_request_id UUID NOT NULL REFERENCES port_out_request (id) ON DELETE RESTRICT,
    status VARCHAR(16) NOT NULL,
    version INT NOT NULL,
    fee_minor BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    approved_by UUID,
    billed_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    CHECK (version > 0),
    CHECK (fee_minor >= 0)
);
CREATE INDEX port_out_order_port_out_request_id ON port_out_order (port_out_request_id);
CREATE INDEX port_out_order_account_id_created_at_id ON port_out_order (account_id, created_at, id);

CREATE TABLE fee_schedule (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    country VARCHAR(2) NOT NULL,
    number_type VARCHAR(16),
    currency VARCHAR(3) NOT NULL,
    amount_minor BIGINT NOT NULL,
    per VARCHAR(8) NOT NULL,
    valid_from DATE NOT NULL,
    CHECK (amount_minor >= 0)
);
CREATE INDEX fee_schedule_country_number_type_valid_from ON fee_schedule (country, number_type, valid_from);

CREATE TABLE charge (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    port_out_request_id UUID REFERENCES port_out_request (id) ON DELETE RESTRICT,
    kind VARCHAR(40) NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    unique_key VARCHAR(120) NOT NULL UNIQUE,
    data JSONB NOT NULL
);
CREATE INDEX charge_account_id_created_at_id ON charge (account_id, created_at, id);
CREATE INDEX charge_port_out_request_id ON charge (port_out_request_id);

CREATE TABLE document (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    port_out_request_id UUID REFERENCES port_out_request (id) ON DELETE CASCADE,
    request_id UUID REFERENCES porting_request (id) ON DELETE CASCADE,
    kind VARCHAR(32) NOT NULL,
    file_name VARCHAR(255) NOT NULL,
    media_type VARCHAR(100) NOT NULL,
    size BIGINT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    storage_key VARCHAR(200) NOT NULL,
    issue_date DATE,
    signer VARCHAR(200),
    signed_at DATE,
    status VARCHAR(16) NOT NULL,
    status_reason TEXT,
    named_fields JSONB,
    version INT NOT NULL,
    uploaded_by UUID,
    CHECK (version > 0),
    CHECK (size >= 0)
);
CREATE INDEX document_request_id_created_at ON document (request_id, created_at);
CREATE INDEX document_port_out_request_id_created_at ON document (port_out_request_id, created_at);
CREATE INDEX document_account_id_created_at_id ON document (account_id, created_at, id);

-- Positions are drawn before the commit, so they are no commit order: readers go by (xid, position) and stop at the oldest open transaction.
CREATE TABLE journal_entry (
    position BIGSERIAL NOT NULL PRIMARY KEY,
    xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
    id UUID NOT NULL UNIQUE,
    subject_kind VARCHAR(32) NOT NULL,
    subject_id UUID NOT NULL,
    subject_version INT NOT NULL,
    order_kind VARCHAR(32) NOT NULL,
    order_id UUID NOT NULL,
    order_sequence INT NOT NULL,
    account_id UUID,
    move_id UUID NOT NULL,
    verb VARCHAR(40) NOT NULL,
    event VARCHAR(80) NOT NULL,
    actor_role VARCHAR(16) NOT NULL,
    actor_kind VARCHAR(16) NOT NULL,
    actor_id UUID,
    actor_name VARCHAR(200) NOT NULL,
    on_behalf BOOL NOT NULL,
    internal BOOL NOT NULL,
    told BOOL NOT NULL,
    from_status VARCHAR(32),
    to_status VARCHAR(32),
    reason TEXT NOT NULL,
    data JSONB NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    relayed_at TIMESTAMPTZ
);
CREATE INDEX journal_entry_subject_id_position ON journal_entry (subject_id, position);
CREATE INDEX journal_entry_order_id_order_sequence ON journal_entry (order_id, order_sequence);
CREATE INDEX journal_entry_xid_position ON journal_entry (xid, position);
CREATE INDEX journal_entry_account_id_xid_position ON journal_entry (account_id, xid, position);
CREATE INDEX journal_entry_unrelayed ON journal_entry (position) WHERE relayed_at IS NULL;
CREATE INDEX journal_entry_unrelayed_order ON journal_entry (order_id, order_sequence) WHERE relayed_at IS NULL;

CREATE TABLE idempotency_key (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    input_hash VARCHAR(64) NOT NULL,
    outcome JSONB,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);

CREATE TABLE reference_counter (
    id VARCHAR(16) NOT NULL PRIMARY KEY,
    value INT NOT NULL
);

CREATE TABLE delivery (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE RESTRICT,
    kind VARCHAR(16) NOT NULL,
    destination VARCHAR(2000) NOT NULL,
    unique_key VARCHAR(200) NOT NULL UNIQUE,
    move_id UUID NOT NULL,
    order_kind VARCHAR(32) NOT NULL,
    order_id UUID NOT NULL,
    order_sequence INT NOT NULL,
    event VARCHAR(80) NOT NULL,
    payload JSONB NOT NULL,
    status VARCHAR(16) NOT NULL,
    attempt_count INT NOT NULL,
    next_attempt_at TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    claimed_by VARCHAR(64),
    delivered_at TIMESTAMPTZ,
    last_error TEXT,
    CHECK (attempt_count >= 0)
);
CREATE INDEX delivery_kind_status_next_attempt_at_id ON delivery (kind, status, next_attempt_at, id);
CREATE INDEX delivery_order_id_destination_order_sequence ON delivery (order_id, destination, order_sequence);
CREATE INDEX delivery_account_id_created_at_id ON delivery (account_id, created_at, id);

CREATE TABLE delivery_attempt (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    delivery_id UUID NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    no INT NOT NULL,
    ok BOOL NOT NULL,
    status_code INT,
    error TEXT,
    duration_ms INT NOT NULL,
    UNIQUE (delivery_id, no)
);

CREATE TABLE comment (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    port_out_request_id UUID REFERENCES port_out_request (id) ON DELETE CASCADE,
    request_id UUID REFERENCES porting_request (id) ON DELETE CASCADE,
    internal BOOL NOT NULL,
    text TEXT NOT NULL,
    author_id UUID,
    author_name VARCHAR(200) NOT NULL,
    author_role VARCHAR(16) NOT NULL
);
CREATE INDEX comment_request_id_created_at ON comment (request_id, created_at);
CREATE INDEX comment_port_out_request_id_created_at ON comment (port_out_request_id, created_at);

CREATE TABLE requirement_override (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    country VARCHAR(2) NOT NULL,
    number_type VARCHAR(16) NOT NULL,
    changes JSONB NOT NULL,
    version INT NOT NULL,
    changed_by UUID,
    UNIQUE (country, number_type)
);

CREATE TABLE business_day_override (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    country VARCHAR(2) NOT NULL,
    day DATE NOT NULL,
    is_business_day BOOL NOT NULL,
    note VARCHAR(200),
    UNIQUE (country, day)
);

CREATE TABLE calendar_feed (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    account_id UUID REFERENCES account (id) ON DELETE CASCADE,
    user_id UUID REFERENCES app_user (id) ON DELETE CASCADE,
    name VARCHAR(120) NOT NULL,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);

CREATE TABLE sandbox_task (
    id UUID NOT NULL PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    carrier_id UUID NOT NULL REFERENCES carrier (id) ON DELETE CASCADE,
    unique_key VARCHAR(200) NOT NULL UNIQUE,
    due_at TIMESTAMPTZ NOT NULL,
    subject VARCHAR(32) NOT NULL,
    verb VARCHAR(40) NOT NULL,
    targets JSONB NOT NULL,
    asked JSONB NOT NULL,
    done_at TIMESTAMPTZ,
    outcome TEXT
);
CREATE INDEX sandbox_task_done_at_due_at_id ON sandbox_task (done_at, due_at, id);
