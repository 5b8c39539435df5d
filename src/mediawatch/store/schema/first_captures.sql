-- The day on which each document was first read, kept by a trigger: looking for it among the captures of every report
-- took most of the time of a page of the timeline. Captures are only ever added.

CREATE TABLE first_captures (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    retrieved_on TEXT NOT NULL
);
INSERT INTO first_captures SELECT document_id, min(retrieved_on) FROM captures GROUP BY document_id;
CREATE INDEX first_captures_day ON first_captures (retrieved_on);
