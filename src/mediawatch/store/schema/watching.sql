-- Watching: the places that are read, what they list, and what became of it.

CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    normalised TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    outlet_id INTEGER REFERENCES outlets (id),
    -- for a listing: the CSS selector of its links; '' finds those that look like articles
    selector TEXT NOT NULL DEFAULT '',
    -- seconds between two reads, at least and at most
    shortest INTEGER NOT NULL CHECK (shortest > 0),
    longest INTEGER NOT NULL CHECK (longest >= shortest),
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    paused_at TEXT,
    paused_why TEXT NOT NULL DEFAULT '',
    retired_at TEXT,
    retired_why TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX sources_watched ON sources (normalised, selector) WHERE retired_at IS NULL;

-- How a source goes; changes with every read, and is no evidence.
CREATE TABLE source_states (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id),
    due_at TEXT NOT NULL,
    interval INTEGER NOT NULL,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    read_at TEXT NOT NULL DEFAULT '',
    -- when it last listed an address that was new
    yielded_at TEXT NOT NULL DEFAULT '',
    -- how many it listed when it was last read whole, and at most ever
    listed INTEGER NOT NULL DEFAULT 0,
    most_listed INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_states_due ON source_states (due_at);

CREATE TABLE source_reads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    read_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('changed', 'unchanged', 'failed')),
    listed INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    advice TEXT NOT NULL DEFAULT ''
);
CREATE INDEX source_reads_source ON source_reads (source_id, id);
CREATE INDEX source_reads_run ON source_reads (run_id);

-- Addresses that sources list, each once however often and by however many it is listed.
CREATE TABLE leads (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    normalised TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    -- as listed: a day, or ''
    published TEXT NOT NULL DEFAULT '',
    first_seen_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'recorded', 'known', 'no name', 'refused', 'failed')),
    why TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL DEFAULT '',
    read_at TEXT NOT NULL DEFAULT '',
    -- '', quick (everything on the page was looked through) or whole (its article was read)
    how TEXT NOT NULL DEFAULT '' CHECK (how IN ('', 'quick', 'whole')),
    -- the names that were looked for, as in watched_names
    names_id INTEGER REFERENCES watched_names (id),
    document_id INTEGER REFERENCES documents (id)
);
CREATE INDEX leads_waiting ON leads (host, id) WHERE state = 'waiting';
CREATE INDEX leads_document ON leads (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE lead_sightings (
    lead_id INTEGER NOT NULL REFERENCES leads (id),
    source_id INTEGER NOT NULL REFERENCES sources (id),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (lead_id, source_id)
) WITHOUT ROWID;
CREATE INDEX lead_sightings_source ON lead_sightings (source_id);

-- Which names were looked for at a time: kept once, and referred to by leads.
CREATE TABLE watched_names (
    id INTEGER PRIMARY KEY,
    forms TEXT NOT NULL UNIQUE
);

-- What is remembered of a host between runs.
CREATE TABLE host_states (
    host TEXT PRIMARY KEY,
    wait_until TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

ALTER TABLE problems ADD COLUMN source_id INTEGER REFERENCES sources (id);
