-- The claims desk: who works on what, what was noticed, contacts, steps of requests, confidential things.
-- A new column of a table whose rows are chained whole has a default, so that older rows are still what was chained.

ALTER TABLE claims ADD COLUMN owner_id INTEGER REFERENCES users (id);
ALTER TABLE claims ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
-- the claim of which this one is another wording, and the one at the end of that chain; NULL: it stands by itself
ALTER TABLE claims ADD COLUMN merged_into INTEGER REFERENCES claims (id);
ALTER TABLE claims ADD COLUMN stands_as INTEGER REFERENCES claims (id);
CREATE INDEX claims_stands_as ON claims (stands_as) WHERE stands_as IS NOT NULL;
CREATE INDEX claims_merged ON claims (merged_into) WHERE merged_into IS NOT NULL;

-- the claim that an appearance was split off to (NULL: the one that it was pinned to), and the one to which that belongs
-- after all merges (NULL: the same); merging, splitting and pinning keep the second right, and `verify` checks it
ALTER TABLE appearances ADD COLUMN moved_to INTEGER REFERENCES claims (id);
ALTER TABLE appearances ADD COLUMN standing_claim_id INTEGER REFERENCES claims (id);
CREATE INDEX appearances_moved ON appearances (moved_to) WHERE moved_to IS NOT NULL;
CREATE INDEX appearances_standing ON appearances (coalesce(standing_claim_id, moved_to, claim_id));

ALTER TABLE reports ADD COLUMN owner_id INTEGER REFERENCES users (id);
ALTER TABLE reports ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN triage TEXT NOT NULL DEFAULT ''
    CHECK (triage IN ('', 'claim', 'only a mention', 'about someone else', 'later', 'same story'));
ALTER TABLE reports ADD COLUMN triaged_at TEXT;
ALTER TABLE reports ADD COLUMN triaged_by INTEGER REFERENCES users (id);
CREATE INDEX reports_untriaged ON reports (added_on) WHERE triage IN ('', 'later');

CREATE TABLE someone_else (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name_id INTEGER NOT NULL REFERENCES names (id),
    report_id INTEGER NOT NULL REFERENCES reports (id),
    surface TEXT NOT NULL,
    words TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT
);
CREATE INDEX someone_else_name ON someone_else (name_id);

CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('repeat', 'same story', 'someone else', 'outcome')),
    report_id INTEGER NOT NULL REFERENCES reports (id),
    claim_id INTEGER REFERENCES claims (id),
    other_report_id INTEGER REFERENCES reports (id),
    request_id INTEGER REFERENCES requests (id),
    text_id INTEGER REFERENCES texts (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    passage TEXT NOT NULL,
    how TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    flags TEXT NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    suggested_at TEXT NOT NULL,
    suggested_on TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'rejected', 'overtaken')),
    decided_at TEXT,
    decided_by INTEGER REFERENCES users (id),
    why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX suggestions_open ON suggestions (report_id) WHERE state = 'open';
CREATE INDEX suggestions_claim ON suggestions (claim_id);

CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_report_id INTEGER NOT NULL REFERENCES reports (id),
    made_at TEXT NOT NULL,
    made_by INTEGER NOT NULL REFERENCES users (id)
);

CREATE TABLE story_reports (
    report_id INTEGER PRIMARY KEY REFERENCES reports (id),
    story_id INTEGER NOT NULL REFERENCES stories (id),
    score REAL NOT NULL,
    passages TEXT NOT NULL,
    joined_at TEXT NOT NULL,
    joined_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX story_reports_story ON story_reports (story_id);

-- what the program knows reports by, to find copies of them: made from the texts, and made again where it is missing
CREATE TABLE story_index (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    data BLOB NOT NULL,
    kept_at TEXT NOT NULL
);

CREATE TABLE assessments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ref TEXT NOT NULL,
    verdict TEXT NOT NULL
        CHECK (verdict IN ('true', 'partly true', 'misleading', 'false', 'not checkable', 'opinion', 'fair', 'none')),
    reason TEXT NOT NULL,
    assessed_at TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    assessed_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX assessments_ref ON assessments (ref);

CREATE TABLE assessment_evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessments (id),
    file_id INTEGER REFERENCES files (id),
    document_id INTEGER REFERENCES documents (id),
    address TEXT NOT NULL DEFAULT ''
);
CREATE INDEX assessment_evidence_assessment ON assessment_evidence (assessment_id);

ALTER TABLE rebuttals ADD COLUMN kind TEXT NOT NULL DEFAULT 'answer' CHECK (kind IN ('answer', 'statement'));
ALTER TABLE rebuttals ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE rebuttals ADD COLUMN work_id INTEGER REFERENCES works (id);
ALTER TABLE rebuttals ADD COLUMN sent_back_at TEXT;
ALTER TABLE rebuttals ADD COLUMN sent_back_by INTEGER REFERENCES users (id);
ALTER TABLE rebuttal_versions ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE rebuttal_versions ADD COLUMN writers TEXT NOT NULL DEFAULT '';

-- who wrote in the text that is not approved yet; approving moves the names to rebuttal_versions
CREATE TABLE rebuttal_writers (
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (rebuttal_id, user_id)
) WITHOUT ROWID;

-- remarks beside a draft; they go with it
CREATE TABLE rebuttal_comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rebuttal_id INTEGER NOT NULL REFERENCES rebuttals (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    said_at TEXT NOT NULL,
    said_by INTEGER NOT NULL REFERENCES users (id)
);
CREATE INDEX rebuttal_comments_rebuttal ON rebuttal_comments (rebuttal_id);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    outlet_id INTEGER REFERENCES outlets (id),
    report_id INTEGER REFERENCES reports (id),
    request_id INTEGER REFERENCES requests (id),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'letter', 'telephone', 'in person', 'message', 'form')),
    stage TEXT NOT NULL DEFAULT 'unknown' CHECK (stage IN ('before', 'after', 'unknown')),
    them TEXT NOT NULL,
    us TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    occurred_at TEXT NOT NULL DEFAULT '',
    deadline TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL DEFAULT '',
    thread TEXT NOT NULL DEFAULT '',
    participants TEXT NOT NULL DEFAULT '[]',
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE UNIQUE INDEX contacts_message ON contacts (message_id) WHERE message_id <> '';
CREATE INDEX contacts_report ON contacts (report_id);
CREATE INDEX contacts_outlet ON contacts (outlet_id);
CREATE INDEX contacts_thread ON contacts (thread) WHERE thread <> '';

CREATE TABLE contact_files (
    contact_id INTEGER NOT NULL REFERENCES contacts (id),
    file_id INTEGER NOT NULL REFERENCES files (id),
    PRIMARY KEY (contact_id, file_id)
) WITHOUT ROWID;
CREATE INDEX contact_files_file ON contact_files (file_id);

-- the earlier mails that a mail names as those it answers (RFC 5322, 3.6.4), whether they are in the record or not
CREATE TABLE contact_references (
    contact_id INTEGER NOT NULL REFERENCES contacts (id),
    message_id TEXT NOT NULL,
    PRIMARY KEY (contact_id, message_id)
) WITHOUT ROWID;
CREATE INDEX contact_references_message ON contact_references (message_id);

CREATE TABLE contact_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    places TEXT NOT NULL,
    searched_on TEXT NOT NULL,
    searched_by TEXT NOT NULL,
    found INTEGER NOT NULL CHECK (found IN (0, 1)),
    remark TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX contact_searches_report ON contact_searches (report_id);

ALTER TABLE deliveries ADD COLUMN channel TEXT NOT NULL DEFAULT ''
    CHECK (channel IN ('', 'our site', 'mail', 'letter', 'telephone', 'in person', 'post', 'form'));
ALTER TABLE deliveries ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN occurred_at TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN contact_id INTEGER REFERENCES contacts (id);
ALTER TABLE deliveries ADD COLUMN request_id INTEGER REFERENCES requests (id);

ALTER TABLE evidence ADD COLUMN checked_at TEXT;
ALTER TABLE evidence ADD COLUMN found TEXT NOT NULL DEFAULT ''
    CHECK (found IN ('', 'reachable', 'changed', 'gone', 'refused', 'unreachable'));
-- what the address gave when it was named as evidence
ALTER TABLE evidence ADD COLUMN capture_id INTEGER REFERENCES captures (id);

-- requests: a person whose right it is, the number they gave our request, its steps
ALTER TABLE requests ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN their_reference TEXT NOT NULL DEFAULT '';

CREATE TABLE request_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES requests (id),
    step TEXT NOT NULL CHECK (step IN ('sent', 'acknowledged', 'refused', 'offered', 'agreed', 'ruled', 'appealed', 'closed')),
    occurred_on TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    contact_id INTEGER REFERENCES contacts (id),
    proof_capture_id INTEGER REFERENCES captures (id),
    proof_file_id INTEGER REFERENCES files (id),
    recorded_at TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES users (id),
    withdrawn_at TEXT,
    withdrawn_why TEXT
);
CREATE INDEX request_steps_request ON request_steps (request_id, occurred_on);

ALTER TABLE request_appearances ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE request_appearances ADD COLUMN prominence TEXT NOT NULL DEFAULT '';

CREATE TABLE outlet_regulators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    regulator TEXT NOT NULL,
    medium TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL DEFAULT '',
    until TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outlet_regulators_outlet ON outlet_regulators (outlet_id);

-- an organisation's own deadline rules; those of regulators come with the program
CREATE TABLE deadline_rules (
    key TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    retired_at TEXT
);

-- what a person says about a deadline: it was met, or it does not matter
CREATE TABLE deadline_marks (
    uid TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('met', 'waived')),
    marked_on TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    marked_at TEXT NOT NULL,
    marked_by INTEGER NOT NULL REFERENCES users (id)
);

-- what is confidential (seen by staff only) or privileged (legal advice); ref is that of the log: k9, q4, "note 3", "file 7"
CREATE TABLE markings (
    ref TEXT PRIMARY KEY,
    level TEXT NOT NULL CHECK (level IN ('confidential', 'privileged')),
    marked_at TEXT NOT NULL,
    marked_by INTEGER NOT NULL REFERENCES users (id)
);

-- rows of spreadsheets that were imported, so that the same row is never imported twice
CREATE TABLE imported_rows (
    digest TEXT PRIMARY KEY,
    ref TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id),
    row_number INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by INTEGER NOT NULL REFERENCES users (id)
);

CREATE VIRTUAL TABLE contacts_index USING fts5 (
    subject, summary, text, content=[contacts], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);

-- made anew: the title of a statement is searched too
DROP TABLE rebuttals_index;
CREATE VIRTUAL TABLE rebuttals_index USING fts5 (
    title, text, content=[rebuttals], content_rowid=[id], tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO rebuttals_index (rebuttals_index) VALUES ('rebuild');
