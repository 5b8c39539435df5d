-- How each claim stands, kept so that a page need not count every appearance, request and answer again. Worked out by
-- the view claims_stale at the end of each transaction that changed something (store/standings.py).

CREATE TABLE claim_standings (
    -- '', _staff or _counsel: of what is confidential each sees more
    audience TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (id),
    claim_text TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    appearances INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    outlets TEXT NOT NULL,
    first_published TEXT NOT NULL,
    first_published_certain INTEGER NOT NULL,
    first_answered_on TEXT NOT NULL,
    lag_days INTEGER,
    waiting_since TEXT NOT NULL,
    rebuttals INTEGER NOT NULL,
    added_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    assessment TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    assessed_by TEXT NOT NULL,
    other_wordings INTEGER NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (audience, claim)
) WITHOUT ROWID;

-- Where each claim appears and how it stands there, for counts by outlet.
CREATE TABLE appearance_standings (
    audience TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (id),
    appearance INTEGER NOT NULL REFERENCES appearances (id),
    report INTEGER NOT NULL REFERENCES reports (id),
    outlet TEXT NOT NULL COLLATE NOCASE,
    state TEXT NOT NULL,
    PRIMARY KEY (audience, claim, appearance)
) WITHOUT ROWID;
CREATE INDEX appearance_standings_outlet ON appearance_standings (audience, outlet, claim, state);

-- Claims of which something has changed in the transaction that is open; triggers write it.
CREATE TABLE stale_claims (
    claim_id INTEGER PRIMARY KEY
);

-- Reports as they are listed: the newest first, of all outlets and of one.
CREATE INDEX reports_newest ON reports (published DESC, id DESC) WHERE withdrawn_at IS NULL;
CREATE INDEX reports_newest_of_outlet ON reports (outlet_id, published DESC, id DESC) WHERE withdrawn_at IS NULL;

CREATE INDEX reports_withdrawn ON reports (id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX mentions_of_name ON mentions (name_id, report_id);
DROP INDEX mentions_name;

CREATE INDEX claims_standing ON claims (coalesce(stands_as, id));
