-- The record. Times are UTC, ISO 8601; columns that end in _on are days (or months, or years) in the
-- record's time zone. docs/data-dictionary.md describes every table and column; a test holds it to this file.

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    record_uuid TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    standing TEXT NOT NULL CHECK (standing IN ('stated', 'signed in')),
    first_seen_at TEXT NOT NULL
);

CREATE TABLE names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('organisation', 'alias', 'person', 'programme', 'domain', 'publication')),
    case_sensitive INTEGER NOT NULL DEFAULT 0,
    near TEXT NOT NULL DEFAULT '[]',
    not_near TEXT NOT NULL DEFAULT '[]',
    added_at TEXT NOT NULL,
    retired_at TEXT
);
CREATE UNIQUE INDEX names_watched ON names (form, kind) WHERE retired_at IS NULL;

CREATE TABLE outlets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    kind TEXT NOT NULL DEFAULT 'other'
);

CREATE TABLE outlet_domains (
    domain TEXT PRIMARY KEY,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id)
) WITHOUT ROWID;
CREATE INDEX outlet_domains_outlet ON outlet_domains (outlet_id);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'work', 'evidence')),
    first_seen_at TEXT NOT NULL
);

CREATE TABLE addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    found TEXT NOT NULL,
    normalised TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE UNIQUE INDEX addresses_serving ON addresses (normalised) WHERE until IS NULL;
CREATE INDEX addresses_document ON addresses (document_id);

CREATE TABLE captures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    how TEXT NOT NULL CHECK (how IN ('fetched', 'given', 'typed')),
    requested_address TEXT NOT NULL,
    final_address TEXT NOT NULL,
    redirects TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    retrieved_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES users (id),
    status INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    body_length INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    robots TEXT NOT NULL,
    proxy TEXT NOT NULL,
    networks TEXT NOT NULL,
    facts TEXT NOT NULL
);
CREATE INDEX captures_document ON captures (document_id, outcome);
CREATE INDEX captures_body ON captures (body_sha256);

CREATE TABLE archived (
    capture_id INTEGER PRIMARY KEY REFERENCES captures (id),
    record BLOB NOT NULL
);

CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
);

CREATE TABLE capture_texts (
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    role TEXT NOT NULL CHECK (role IN ('article', 'page')),
    text_id INTEGER NOT NULL REFERENCES texts (id),
    extractor TEXT NOT NULL,
    version TEXT NOT NULL,
    pages TEXT NOT NULL,
    links TEXT NOT NULL,
    PRIMARY KEY (capture_id, role)
) WITHOUT ROWID;
CREATE INDEX capture_texts_text ON capture_texts (text_id);

CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    content BLOB NOT NULL,
    added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id)
);

CREATE TABLE document_files (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    file_id INTEGER NOT NULL REFERENCES files (id),
    PRIMARY KEY (document_id, file_id)
) WITHOUT ROWID;

CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL UNIQUE REFERENCES documents (id),
    outlet_id INTEGER REFERENCES outlets (id),
    medium TEXT NOT NULL,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    published_precision TEXT NOT NULL CHECK (published_precision IN ('day', 'month', 'year', 'unknown')),
    published_origin TEXT NOT NULL,
    published_certain INTEGER NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    capture_id INTEGER REFERENCES captures (id),
    article_id INTEGER REFERENCES texts (id),
    mention_count INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX reports_outlet ON reports (outlet_id);
CREATE INDEX reports_published ON reports (published);
CREATE INDEX reports_article ON reports (article_id);

CREATE TABLE works (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL UNIQUE REFERENCES documents (id),
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    published_precision TEXT NOT NULL CHECK (published_precision IN ('day', 'month', 'year', 'unknown')),
    published_origin TEXT NOT NULL,
    published_certain INTEGER NOT NULL,
    capture_id INTEGER REFERENCES captures (id),
    article_id INTEGER REFERENCES texts (id),
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX works_article ON works (article_id);

CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    text_id INTEGER NOT NULL REFERENCES texts (id),
    name_id INTEGER NOT NULL REFERENCES names (id),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'link')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX mentions_report ON mentions (report_id, start);
CREATE INDEX mentions_name ON mentions (name_id);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    wording TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);

CREATE TABLE appearances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    report_id INTEGER NOT NULL REFERENCES reports (id),
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    text_id INTEGER NOT NULL REFERENCES texts (id),
    role TEXT NOT NULL CHECK (role IN ('article', 'page')),
    typed TEXT NOT NULL,
    quote TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('exact', 'folded')),
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    parts TEXT NOT NULL,
    place TEXT NOT NULL,
    speaker TEXT NOT NULL,
    stance TEXT NOT NULL CHECK (stance IN ('asserts', 'repeats', 'reports', 'disputes', 'retracts')),
    translation TEXT NOT NULL,
    anchor_state TEXT NOT NULL DEFAULT 'anchored'
        CHECK (anchor_state IN ('anchored', 'moved', 'altered', 'gone', 'unchecked')),
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX appearances_claim ON appearances (claim_id);
CREATE INDEX appearances_report ON appearances (report_id, start);

CREATE TABLE rebuttals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    written_at TEXT NOT NULL,
    written_on TEXT NOT NULL,
    written_by INTEGER NOT NULL REFERENCES users (id),
    approved_at TEXT,
    approved_on TEXT,
    approved_by INTEGER REFERENCES users (id),
    superseded_by INTEGER REFERENCES rebuttals (id),
    superseded_on TEXT,
    withdrawn_at TEXT,
    withdrawn_why TEXT
);

CREATE TABLE rebuttal_versions (
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    approved_by INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (rebuttal_id, version)
) WITHOUT ROWID;

CREATE TABLE rebuttal_claims (
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id) ON DELETE CASCADE,
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    PRIMARY KEY (rebuttal_id, claim_id)
) WITHOUT ROWID;
CREATE INDEX rebuttal_claims_claim ON rebuttal_claims (claim_id);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id) ON DELETE CASCADE,
    file_id INTEGER REFERENCES files (id),
    document_id INTEGER REFERENCES documents (id),
    address TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX evidence_rebuttal ON evidence (rebuttal_id);

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id),
    version INTEGER NOT NULL,
    occurred_on TEXT NOT NULL,
    address TEXT NOT NULL,
    outlet_id INTEGER REFERENCES outlets (id),
    recorded_at TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX deliveries_rebuttal ON deliveries (rebuttal_id);
CREATE INDEX deliveries_outlet ON deliveries (outlet_id);

CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('correction', 'clarification', 'reply', 'apology', 'removal')),
    addressee TEXT NOT NULL CHECK (addressee IN ('publisher', 'regulator', 'court')),
    recipient TEXT NOT NULL,
    outlet_id INTEGER REFERENCES outlets (id),
    text TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX requests_outlet ON requests (outlet_id);

CREATE TABLE request_appearances (
    request_id INTEGER NOT NULL REFERENCES requests (id),
    appearance_id INTEGER NOT NULL REFERENCES appearances (id),
    outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'corrected', 'clarified', 'replied', 'apologised', 'removed', 'refused', 'no answer')),
    outcome_on TEXT NOT NULL DEFAULT '',
    outcome_at TEXT,
    outcome_by INTEGER REFERENCES users (id),
    wording TEXT NOT NULL DEFAULT '',
    proof_capture_id INTEGER REFERENCES captures (id),
    proof_file_id INTEGER REFERENCES files (id),
    PRIMARY KEY (request_id, appearance_id)
) WITHOUT ROWID;
CREATE INDEX request_appearances_appearance ON request_appearances (appearance_id);

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ref TEXT NOT NULL,
    body TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX notes_ref ON notes (ref);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    started_by INTEGER NOT NULL REFERENCES users (id),
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER REFERENCES runs (id),
    document_id INTEGER REFERENCES documents (id),
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    noticed_by INTEGER NOT NULL REFERENCES users (id),
    solved_at TEXT
);
CREATE INDEX problems_open ON problems (noticed_at) WHERE solved_at IS NULL;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id),
    verb TEXT NOT NULL,
    ref TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
);
CREATE INDEX events_ref ON events (ref);

CREATE TABLE event_payloads (
    event_id INTEGER PRIMARY KEY REFERENCES events (id),
    salt TEXT NOT NULL,
    payload TEXT NOT NULL
);

CREATE VIRTUAL TABLE texts_index USING fts5 (
    text, content=[texts], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claims_index USING fts5 (
    wording, content=[claims], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE rebuttals_index USING fts5 (
    text, content=[rebuttals], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE titles_index USING fts5 (
    title, content=[reports], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
