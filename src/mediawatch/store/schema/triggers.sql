-- Made again by every migration: sqlite-utils' transform() drops triggers without a word.

-- Article texts alone are searched: a page's text holds the article once more, and navigation besides.
CREATE TRIGGER articles_indexed AFTER INSERT ON capture_texts
WHEN new.role = 'article' AND NOT EXISTS (
    SELECT 1 FROM capture_texts WHERE text_id = new.text_id AND role = 'article' AND capture_id <> new.capture_id
) BEGIN
    INSERT INTO texts_index (rowid, text) SELECT id, text FROM texts WHERE id = new.text_id;
END;

CREATE TRIGGER claims_indexed AFTER INSERT ON claims BEGIN
    INSERT INTO claims_index (rowid, wording) VALUES (new.id, new.wording);
END;
CREATE TRIGGER claims_reindexed AFTER UPDATE OF wording ON claims BEGIN
    INSERT INTO claims_index (claims_index, rowid, wording) VALUES ('delete', old.id, old.wording);
    INSERT INTO claims_index (rowid, wording) VALUES (new.id, new.wording);
END;

CREATE TRIGGER rebuttals_indexed AFTER INSERT ON rebuttals BEGIN
    INSERT INTO rebuttals_index (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER rebuttals_reindexed AFTER UPDATE OF title, text ON rebuttals BEGIN
    INSERT INTO rebuttals_index (rebuttals_index, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO rebuttals_index (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER rebuttals_unindexed AFTER DELETE ON rebuttals BEGIN
    INSERT INTO rebuttals_index (rebuttals_index, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;

CREATE TRIGGER titles_indexed AFTER INSERT ON reports BEGIN
    INSERT INTO titles_index (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER titles_reindexed AFTER UPDATE OF title ON reports BEGIN
    INSERT INTO titles_index (titles_index, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO titles_index (rowid, title) VALUES (new.id, new.title);
END;

-- A draft may go without a trace; what was approved may not.
CREATE TRIGGER rebuttals_approved_stay BEFORE DELETE ON rebuttals
WHEN EXISTS (SELECT 1 FROM rebuttal_versions WHERE rebuttal_id = old.id) BEGIN
    SELECT RAISE(ABORT, 'an approved rebuttal is never deleted');
END;

CREATE TRIGGER contacts_indexed AFTER INSERT ON contacts BEGIN
    INSERT INTO contacts_index (rowid, subject, summary, text) VALUES (new.id, new.subject, new.summary, new.text);
END;
CREATE TRIGGER contacts_reindexed AFTER UPDATE OF subject, summary, text ON contacts BEGIN
    INSERT INTO contacts_index (contacts_index, rowid, subject, summary, text)
        VALUES ('delete', old.id, old.subject, old.summary, old.text);
    INSERT INTO contacts_index (rowid, subject, summary, text) VALUES (new.id, new.subject, new.summary, new.text);
END;

CREATE TRIGGER citations_indexed AFTER INSERT ON citations BEGIN
    INSERT INTO citations_index (rowid, quote) VALUES (new.id, new.quote);
END;

CREATE TRIGGER captures_first AFTER INSERT ON captures BEGIN
    INSERT INTO first_captures (document_id, retrieved_on) VALUES (new.document_id, new.retrieved_on)
        ON CONFLICT (document_id) DO UPDATE SET retrieved_on = excluded.retrieved_on
        WHERE excluded.retrieved_on < first_captures.retrieved_on;
END;
