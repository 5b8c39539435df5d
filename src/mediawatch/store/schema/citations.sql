-- Citations: where reports quote, reuse, link or name our works, and how well; works with more of what names them.

ALTER TABLE works ADD COLUMN short_title TEXT NOT NULL DEFAULT '';
ALTER TABLE works ADD COLUMN doi TEXT NOT NULL DEFAULT '';
ALTER TABLE works ADD COLUMN isbn TEXT NOT NULL DEFAULT '';
-- a retired work is no longer published by us; what was cited stays cited
ALTER TABLE works ADD COLUMN retired_on TEXT NOT NULL DEFAULT '';
ALTER TABLE works ADD COLUMN retired_why TEXT NOT NULL DEFAULT '';

-- addresses at which a work stood once and that were never fetched from there
CREATE TABLE old_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES works (id),
    address TEXT NOT NULL,
    normalised TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE UNIQUE INDEX old_addresses_normalised ON old_addresses (normalised, work_id);

-- looks at a work that found the text of a capture standing there still; no new capture is made of that
CREATE TABLE work_checks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES works (id),
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    checked_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    body_sha256 TEXT NOT NULL,
    checked_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX work_checks_work ON work_checks (work_id);
CREATE INDEX work_checks_capture ON work_checks (capture_id);

CREATE TABLE citations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    text_id INTEGER REFERENCES texts (id),
    role TEXT NOT NULL CHECK (role IN ('article', 'page')),
    kind TEXT NOT NULL CHECK (kind IN ('quotation', 'reuse', 'link', 'named', 'screenshot')),
    found TEXT NOT NULL CHECK (found IN ('by machine', 'by hand')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    parts TEXT NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    file_id INTEGER REFERENCES files (id),
    -- the work that a person says they cite; NULL: the one that has the words
    work_id INTEGER REFERENCES works (id),
    fingerprint TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    rejected_at TEXT,
    rejected_by INTEGER REFERENCES users (id),
    rejected_why TEXT,
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX citations_report ON citations (report_id, start);

-- each grading of a citation; the newest counts, older ones stay
CREATE TABLE citation_grades (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    citation_id INTEGER NOT NULL REFERENCES citations (id),
    -- the place in the report's text that was compared: a report that is read again has another text
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    text_id INTEGER REFERENCES texts (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    parts TEXT NOT NULL,
    work_id INTEGER REFERENCES works (id),
    work_capture_id INTEGER REFERENCES captures (id),
    work_text_id INTEGER REFERENCES texts (id),
    work_start INTEGER NOT NULL,
    work_end INTEGER NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('', 'not found', 'reordered or joined', 'altered', 'silently elided', 'cut off',
                                         'elided', 'normalised', 'exact')),
    others TEXT NOT NULL,
    flags TEXT NOT NULL,
    passages TEXT NOT NULL,
    left_out TEXT NOT NULL,
    differences TEXT NOT NULL,
    whole_start INTEGER NOT NULL,
    whole_end INTEGER NOT NULL,
    context_start INTEGER NOT NULL,
    context_end INTEGER NOT NULL,
    also TEXT NOT NULL,
    speaker TEXT NOT NULL DEFAULT 'unknown' CHECK (speaker IN ('ours', 'other', 'unknown')),
    first TEXT NOT NULL CHECK (first IN ('ours', 'theirs', 'unknown')),
    stood TEXT NOT NULL DEFAULT 'unknown' CHECK (stood IN ('then', 'before', 'after', 'unknown')),
    since_changed INTEGER NOT NULL DEFAULT 0,
    reprint INTEGER NOT NULL DEFAULT 0,
    named_by TEXT NOT NULL DEFAULT '',
    named_work_id INTEGER REFERENCES works (id),
    rules TEXT NOT NULL,
    graded_at TEXT NOT NULL,
    graded_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX citation_grades_citation ON citation_grades (citation_id);
CREATE INDEX citation_grades_work ON citation_grades (work_id);

-- what a citation was used for: a claim's appearance, evidence of a rebuttal
ALTER TABLE appearances ADD COLUMN citation_id INTEGER REFERENCES citations (id);
CREATE INDEX appearances_citation ON appearances (citation_id) WHERE citation_id IS NOT NULL;
ALTER TABLE evidence ADD COLUMN citation_id INTEGER REFERENCES citations (id);
CREATE INDEX evidence_citation ON evidence (citation_id) WHERE citation_id IS NOT NULL;

-- the index over our works' texts; derived, made again when it is missing or old
CREATE TABLE passage_index (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL,
    learned INTEGER NOT NULL,
    counts BLOB NOT NULL,
    packed BLOB NOT NULL,
    lines TEXT NOT NULL
);

CREATE VIRTUAL TABLE citations_index USING fts5 (
    quote, content=[citations], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
