-- What changes how a claim stands. A claim that was merged stands as another, whose standing is told.

CREATE TRIGGER claims_made_stale AFTER INSERT ON claims BEGIN
    INSERT OR IGNORE INTO stale_claims VALUES (coalesce(new.stands_as, new.id));
END;
CREATE TRIGGER claims_changed_stale AFTER UPDATE ON claims BEGIN
    INSERT OR IGNORE INTO stale_claims VALUES (new.id);
    INSERT OR IGNORE INTO stale_claims SELECT old.stands_as WHERE old.stands_as IS NOT NULL;
    INSERT OR IGNORE INTO stale_claims SELECT new.stands_as WHERE new.stands_as IS NOT NULL;
END;

CREATE TRIGGER appearances_made_stale AFTER INSERT ON appearances BEGIN
    INSERT OR IGNORE INTO stale_claims VALUES (coalesce(new.standing_claim_id, new.moved_to, new.claim_id));
END;
CREATE TRIGGER appearances_changed_stale AFTER UPDATE ON appearances BEGIN
    INSERT OR IGNORE INTO stale_claims VALUES (coalesce(old.standing_claim_id, old.moved_to, old.claim_id));
    INSERT OR IGNORE INTO stale_claims VALUES (coalesce(new.standing_claim_id, new.moved_to, new.claim_id));
END;

CREATE TRIGGER rebuttal_claims_made_stale AFTER INSERT ON rebuttal_claims BEGIN
    INSERT OR IGNORE INTO stale_claims SELECT coalesce(stands_as, id) FROM claims WHERE id = new.claim_id;
END;
CREATE TRIGGER rebuttal_claims_gone_stale AFTER DELETE ON rebuttal_claims BEGIN
    INSERT OR IGNORE INTO stale_claims SELECT coalesce(stands_as, id) FROM claims WHERE id = old.claim_id;
END;
CREATE TRIGGER rebuttals_changed_stale AFTER UPDATE ON rebuttals BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(c.stands_as, c.id) FROM rebuttal_claims r JOIN claims c ON c.id = r.claim_id
        WHERE r.rebuttal_id = new.id;
END;
CREATE TRIGGER deliveries_made_stale AFTER INSERT ON deliveries BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(c.stands_as, c.id) FROM rebuttal_claims r JOIN claims c ON c.id = r.claim_id
        WHERE r.rebuttal_id = new.rebuttal_id;
END;

CREATE TRIGGER request_appearances_made_stale AFTER INSERT ON request_appearances BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(standing_claim_id, moved_to, claim_id) FROM appearances WHERE id = new.appearance_id;
END;
CREATE TRIGGER request_appearances_changed_stale AFTER UPDATE ON request_appearances BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(standing_claim_id, moved_to, claim_id) FROM appearances WHERE id = new.appearance_id;
END;
CREATE TRIGGER request_appearances_gone_stale AFTER DELETE ON request_appearances BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(standing_claim_id, moved_to, claim_id) FROM appearances WHERE id = old.appearance_id;
END;
CREATE TRIGGER requests_changed_stale AFTER UPDATE ON requests BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(a.standing_claim_id, a.moved_to, a.claim_id)
        FROM request_appearances r JOIN appearances a ON a.id = r.appearance_id WHERE r.request_id = new.id;
END;

CREATE TRIGGER markings_made_stale AFTER INSERT ON markings WHEN new.ref LIKE 'q%' BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(a.standing_claim_id, a.moved_to, a.claim_id)
        FROM request_appearances r JOIN appearances a ON a.id = r.appearance_id
        WHERE r.request_id = CAST(substr(new.ref, 2) AS INTEGER);
END;
CREATE TRIGGER markings_changed_stale AFTER UPDATE ON markings WHEN new.ref LIKE 'q%' BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(a.standing_claim_id, a.moved_to, a.claim_id)
        FROM request_appearances r JOIN appearances a ON a.id = r.appearance_id
        WHERE r.request_id = CAST(substr(new.ref, 2) AS INTEGER);
END;
CREATE TRIGGER markings_gone_stale AFTER DELETE ON markings WHEN old.ref LIKE 'q%' BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(a.standing_claim_id, a.moved_to, a.claim_id)
        FROM request_appearances r JOIN appearances a ON a.id = r.appearance_id
        WHERE r.request_id = CAST(substr(old.ref, 2) AS INTEGER);
END;

CREATE TRIGGER reports_changed_stale AFTER UPDATE OF outlet_id, published, published_certain, withdrawn_at ON reports BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(standing_claim_id, moved_to, claim_id) FROM appearances WHERE report_id = new.id;
END;
CREATE TRIGGER outlets_changed_stale AFTER UPDATE OF name ON outlets BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(a.standing_claim_id, a.moved_to, a.claim_id)
        FROM reports r JOIN appearances a ON a.report_id = r.id WHERE r.outlet_id = new.id;
END;
CREATE TRIGGER users_changed_stale AFTER UPDATE OF name ON users BEGIN
    INSERT OR IGNORE INTO stale_claims SELECT id FROM claims WHERE stands_as IS NULL;
END;
CREATE TRIGGER assessments_made_stale AFTER INSERT ON assessments WHEN new.ref LIKE 'c%' BEGIN
    INSERT OR IGNORE INTO stale_claims
        SELECT coalesce(stands_as, id) FROM claims WHERE id = CAST(substr(new.ref, 2) AS INTEGER);
END;
