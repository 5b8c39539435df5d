-- Telling people: who is told what, and what each has been told.

CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    -- a mail address, or the name of a place whose address and password are kept outside the record
    mail TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    pace TEXT NOT NULL CHECK (pace IN ('at once', 'daily')),
    -- of a daily one: the hour of the record's clock from which it goes
    hour INTEGER NOT NULL DEFAULT 7 CHECK (hour BETWEEN 0 AND 23),
    -- a JSON array of kinds of news; empty for all
    kinds TEXT NOT NULL DEFAULT '[]',
    outlet_id INTEGER REFERENCES outlets (id),
    name TEXT NOT NULL DEFAULT '',
    stance TEXT NOT NULL DEFAULT '',
    needs_answer INTEGER NOT NULL DEFAULT 0,
    -- whether this person may see what is confidential
    confidential INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL,
    added_on TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES users (id),
    ended_at TEXT,
    ended_why TEXT NOT NULL DEFAULT '',
    CHECK ((mail = '') <> (place = ''))
);

-- How telling goes; changes with every message, and is no evidence.
CREATE TABLE subscription_states (
    subscription_id INTEGER PRIMARY KEY REFERENCES subscriptions (id),
    -- not before this time, after messages that did not arrive
    due_at TEXT NOT NULL DEFAULT '',
    -- the last day for which a daily one was looked at
    told_on TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT ''
);

-- What each person has been told, in whatever message.
CREATE TABLE told (
    person TEXT NOT NULL COLLATE NOCASE,
    item TEXT NOT NULL,
    told_at TEXT NOT NULL,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
    PRIMARY KEY (person, item)
) WITHOUT ROWID;
