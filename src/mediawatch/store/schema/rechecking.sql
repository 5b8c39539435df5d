-- Known reports, read again: what became of their texts, of the quotes in them, and of themselves.

CREATE TABLE recheck_states (
    report_id INTEGER PRIMARY KEY REFERENCES reports (id),
    due_at TEXT NOT NULL,
    -- how often in a row it was not there, and since when
    missing INTEGER NOT NULL DEFAULT 0,
    missing_since TEXT NOT NULL DEFAULT '',
    gone_on TEXT NOT NULL DEFAULT ''
);
CREATE INDEX recheck_states_due ON recheck_states (due_at);

CREATE TABLE report_checks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    checked_at TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    checked_by INTEGER NOT NULL REFERENCES users (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('unchanged', 'changed', 'missing', 'gone', 'back', 'failed')),
    status INTEGER NOT NULL DEFAULT 0,
    -- the capture that was made of it, where it had changed; else the one that it was compared with
    capture_id INTEGER REFERENCES captures (id),
    body_sha256 TEXT NOT NULL DEFAULT '',
    title_before TEXT NOT NULL DEFAULT '',
    title_after TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    -- of the record in `revisits`, where there is one
    revisit_sha256 TEXT NOT NULL DEFAULT ''
);
CREATE INDEX report_checks_report ON report_checks (report_id, id);

-- WARC revisit records: the server said that nothing changed, or sent the same bytes.
CREATE TABLE revisits (
    check_id INTEGER PRIMARY KEY REFERENCES report_checks (id),
    record BLOB NOT NULL
);

CREATE TABLE anchor_checks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    check_id INTEGER NOT NULL REFERENCES report_checks (id),
    appearance_id INTEGER NOT NULL REFERENCES appearances (id),
    text_id INTEGER NOT NULL REFERENCES texts (id),
    state TEXT NOT NULL CHECK (state IN ('anchored', 'moved', 'altered', 'gone')),
    -- where its words, or those that are like them, stand in that text; 0 and 0 where nothing does
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    wording TEXT NOT NULL DEFAULT ''
);
CREATE INDEX anchor_checks_appearance ON anchor_checks (appearance_id, id);

CREATE TABLE report_notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    check_id INTEGER NOT NULL REFERENCES report_checks (id),
    report_id INTEGER NOT NULL REFERENCES reports (id),
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    words TEXT NOT NULL,
    UNIQUE (report_id, words)
);
