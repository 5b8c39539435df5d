-- The contract between the record and everyone who reads it: pages, exports, other people's queries.
-- Withdrawn things are not in these views. Drafts are counted and never quoted. Made again by every migration.

-- What may be seen of things that can be marked confidential or privileged. Every view that reads one of these is made
-- three times: as it stands here for everybody, with _staff at its name for staff (confidential things too), and with
-- _counsel (privileged ones too). store/migrations.py puts the levels in place of the list after /*levels*/.
CREATE VIEW seen_requests AS
SELECT q.*, coalesce(m.level, '') AS confidentiality
FROM requests q LEFT JOIN markings m ON m.ref = 'q' || q.id
WHERE q.withdrawn_at IS NULL AND coalesce(m.level, '') IN /*levels*/ ('');

CREATE VIEW seen_contacts AS
SELECT k.*, coalesce(m.level, '') AS confidentiality
FROM contacts k LEFT JOIN markings m ON m.ref = 'k' || k.id
WHERE k.withdrawn_at IS NULL AND coalesce(m.level, '') IN /*levels*/ ('');

CREATE VIEW seen_contact_searches AS
SELECT s.*, coalesce(m.level, '') AS confidentiality
FROM contact_searches s LEFT JOIN markings m ON m.ref = 'contact search ' || s.id
WHERE s.withdrawn_at IS NULL AND coalesce(m.level, '') IN /*levels*/ ('');

CREATE VIEW seen_notes AS
SELECT n.*, coalesce(m.level, '') AS confidentiality
FROM notes n LEFT JOIN markings m ON m.ref = 'note ' || n.id
WHERE coalesce(m.level, '') IN /*levels*/ ('');

CREATE VIEW seen_files AS
SELECT f.id, f.sha256, f.name, f.media_type, f.length, f.added_at, f.added_by, coalesce(m.level, '') AS confidentiality
FROM files f LEFT JOIN markings m ON m.ref = 'file ' || f.id
WHERE coalesce(m.level, '') IN /*levels*/ ('');

CREATE VIEW answered_claims AS
-- which claims a rebuttal answers, merged claims as the one that they are part of
SELECT DISTINCT rc.rebuttal_id AS rebuttal_id, coalesce(c.stands_as, c.id) AS standing_claim
FROM rebuttal_claims rc JOIN claims c ON c.id = rc.claim_id;

CREATE VIEW deliveries_overview AS
-- where each answer that stands went; `went` says it in words
SELECT d.id AS delivery, d.rebuttal_id AS rebuttal, d.version AS version, d.occurred_on AS occurred_on,
       d.occurred_at AS occurred_at, d.channel AS channel, coalesce(o.name, '') AS outlet, d.recipient AS recipient,
       CASE
           WHEN o.name IS NULL AND d.recipient = '' THEN
               CASE d.channel WHEN '' THEN 'published by us' WHEN 'our site' THEN 'published on our site'
                   WHEN 'post' THEN 'published as a post' WHEN 'form' THEN 'sent through a form'
                   WHEN 'telephone' THEN 'given by telephone' WHEN 'in person' THEN 'given in person'
                   ELSE 'sent by ' || d.channel END
           ELSE
               CASE WHEN d.channel IN ('telephone', 'in person') THEN 'given to ' ELSE 'sent to ' END
               || CASE WHEN o.name IS NULL THEN d.recipient WHEN d.recipient = '' THEN o.name
                   ELSE o.name || ' (' || d.recipient || ')' END
               || CASE d.channel WHEN '' THEN '' WHEN 'in person' THEN ' in person' WHEN 'post' THEN ' in a post'
                   WHEN 'form' THEN ' through a form' ELSE ' by ' || d.channel END
       END AS went,
       d.address AS address, coalesce((SELECT k.id FROM seen_contacts k WHERE k.id = d.contact_id), 0) AS contact,
       coalesce((SELECT q.id FROM seen_requests q WHERE q.id = d.request_id), 0) AS request,
       d.recorded_at AS recorded_at, u.name AS recorded_by
FROM deliveries d
JOIN rebuttals b ON b.id = d.rebuttal_id AND b.withdrawn_at IS NULL
JOIN users u ON u.id = d.recorded_by
LEFT JOIN outlets o ON o.id = d.outlet_id;

CREATE VIEW delivered_answers AS
-- which claims an answer that stands went out to
SELECT coalesce(c.stands_as, c.id) AS claim_id, d.id AS delivery_id, d.rebuttal_id AS rebuttal_id,
       d.occurred_on AS answered_on
FROM claims c
JOIN rebuttal_claims rc ON rc.claim_id = c.id
JOIN rebuttals b ON b.id = rc.rebuttal_id AND b.withdrawn_at IS NULL
JOIN deliveries d ON d.rebuttal_id = b.id;

CREATE VIEW claim_answers AS
-- one row per claim and delivery of an answer to it
SELECT rc.standing_claim AS claim_id, d.id AS delivery_id, d.rebuttal_id AS rebuttal_id, d.occurred_on AS answered_on,
       d.recorded_at AS recorded_at, d.recorded_by AS recorded_by, d.address AS address, d.outlet_id AS outlet_id,
       b.kind AS kind, v.title AS title, v.text AS text,
       CASE WHEN b.superseded_on IS NOT NULL THEN b.superseded_by ELSE 0 END AS superseded_by,
       coalesce(b.superseded_on, '') AS superseded_on,
       row_number() OVER (PARTITION BY rc.standing_claim ORDER BY d.occurred_on, d.occurred_at, d.id) AS turn
FROM deliveries d
JOIN rebuttals b ON b.id = d.rebuttal_id AND b.withdrawn_at IS NULL
JOIN rebuttal_versions v ON v.rebuttal_id = d.rebuttal_id AND v.version = d.version
JOIN answered_claims rc ON rc.rebuttal_id = d.rebuttal_id
JOIN claims c ON c.id = rc.standing_claim AND c.withdrawn_at IS NULL;

CREATE VIEW appearances_overview AS
SELECT a.id AS appearance, coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AS claim, c.wording AS claim_text, a.report_id AS report, r.title AS title,
       coalesce(o.name, '') AS outlet, r.published AS published, r.published_precision AS published_precision,
       r.published_certain AS published_certain,
       a.quote AS quote, a.translation AS translation, a.speaker AS speaker, a.stance AS stance, a.place AS place,
       a.anchor_state AS anchor_state,
       coalesce(
           (SELECT CASE WHEN ra.outcome <> '' THEN ra.outcome ELSE q.kind || ' asked' END
            FROM request_appearances ra JOIN seen_requests q ON q.id = ra.request_id
            WHERE ra.appearance_id = a.id
            ORDER BY ra.outcome IN ('corrected', 'clarified', 'apologised', 'removed', 'replied') DESC,
                     ra.outcome = '' DESC, ra.request_id DESC LIMIT 1),
           CASE WHEN EXISTS (SELECT 1 FROM delivered_answers d WHERE d.claim_id = +c.id) THEN 'answered' ELSE 'open' END
       ) AS state,
       a.text_id AS text, a.start AS start, a."end" AS "end", a.role AS role, a.parts AS parts,
       a.prefix AS prefix, a.suffix AS suffix,
       a.capture_id AS capture, a.added_at AS recorded_at, u.name AS recorded_by
FROM appearances a
JOIN claims c ON c.id = coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AND c.withdrawn_at IS NULL
JOIN reports r ON r.id = a.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = a.added_by
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE a.withdrawn_at IS NULL;

CREATE VIEW claims_stale AS
-- how each claim stands whose standing is not kept: of those in stale_claims, which is empty but in mid-transaction.
-- The + takes a column's affinity away: an index on an expression, which has none, is found by what has none either.
WITH places AS (
    SELECT claim, count(*) AS appearances, count(DISTINCT report) AS reports,
           -- the only min(): SQLite then takes the bare column beside it from the same row
           min(nullif(published, '')) AS first_published, published_certain AS first_certain,
           group_concat(DISTINCT nullif(outlet, '')) AS outlets,
           -- a report that disputes or retracts the claim does not make it, and has nothing to correct
           sum(stance NOT IN ('disputes', 'retracts')) AS made,
           sum(stance NOT IN ('disputes', 'retracts')
               AND state IN ('corrected', 'clarified', 'apologised', 'removed')) AS corrected,
           sum(state LIKE '% asked') AS asked,
           sum(state = 'refused') AS refused
    FROM appearances_overview WHERE claim IN (SELECT +t.claim_id FROM stale_claims t) GROUP BY claim
), answers AS (
    SELECT claim_id, min(answered_on) AS first_answered_on, count(DISTINCT delivery_id) AS deliveries
    FROM delivered_answers WHERE claim_id IN (SELECT +t.claim_id FROM stale_claims t) GROUP BY claim_id
), written AS (
    SELECT rc.standing_claim AS claim_id, count(*) AS rebuttals, sum(b.approved_at IS NOT NULL) AS approved
    FROM answered_claims rc JOIN rebuttals b ON b.id = rc.rebuttal_id
    WHERE b.withdrawn_at IS NULL AND b.superseded_on IS NULL
      AND rc.standing_claim IN (SELECT +t.claim_id FROM stale_claims t) GROUP BY rc.standing_claim
)
SELECT c.id AS claim, c.wording AS claim_text,
       -- what we did, then what came of it: "answered; corrected in 3 of 9"
       coalesce(nullif(
           CASE WHEN a.first_answered_on IS NOT NULL THEN 'answered' ELSE '' END
           || CASE WHEN a.first_answered_on IS NOT NULL AND p.corrected + p.asked + p.refused > 0 THEN '; ' ELSE '' END
           || CASE
                  WHEN p.corrected > 0 AND p.corrected = p.made THEN 'corrected'
                  WHEN p.corrected > 0 THEN 'corrected in ' || p.corrected || ' of ' || p.made
                  WHEN p.asked > 0 THEN 'correction asked'
                  WHEN p.refused > 0 THEN 'refused'
                  ELSE ''
              END, ''), 'open') AS state,
       CASE
           WHEN a.first_answered_on IS NOT NULL THEN 'delivered'
           WHEN coalesce(w.approved, 0) > 0 THEN 'approved'
           WHEN coalesce(w.rebuttals, 0) > 0 THEN 'drafted'
           ELSE 'none'
       END AS answer,
       coalesce(p.appearances, 0) AS appearances, coalesce(p.reports, 0) AS reports,
       coalesce(p.corrected, 0) AS corrected, coalesce(p.outlets, '') AS outlets,
       coalesce(p.first_published, '') AS first_published,
       coalesce(p.first_certain, 0) AS first_published_certain, coalesce(a.first_answered_on, '') AS first_answered_on,
       CASE WHEN length(p.first_published) = 10 AND p.first_certain AND a.first_answered_on IS NOT NULL
            THEN CAST(julianday(a.first_answered_on) - julianday(p.first_published) AS INTEGER) END AS lag_days,
       CASE WHEN a.first_answered_on IS NULL THEN coalesce(p.first_published, c.added_on) ELSE '' END AS waiting_since,
       coalesce(w.rebuttals, 0) AS rebuttals, c.added_on AS added_on, c.added_at AS recorded_at, u.name AS recorded_by,
       coalesce(s.verdict, '') AS assessment, coalesce(s.assessed_on, '') AS assessed_on,
       coalesce(s.assessed_by, '') AS assessed_by,
       (SELECT count(*) FROM claims m WHERE m.stands_as = c.id) AS other_wordings,
       coalesce(k.name, '') AS owner, c.due_on AS due_on
FROM stale_claims t
JOIN claims c ON c.id = t.claim_id
JOIN users u ON u.id = c.added_by
LEFT JOIN users k ON k.id = c.owner_id
LEFT JOIN assessments_overview s ON s.ref = 'c' || c.id
LEFT JOIN places p ON p.claim = c.id
LEFT JOIN answers a ON a.claim_id = c.id
LEFT JOIN written w ON w.claim_id = c.id
WHERE c.withdrawn_at IS NULL AND c.merged_into IS NULL;

CREATE VIEW claims_overview AS
-- how each claim stands: as it was worked out when something about it changed last (store/standings.py)
SELECT claim, claim_text, state, answer, appearances, reports, corrected, outlets, first_published,
       first_published_certain, first_answered_on, lag_days, waiting_since, rebuttals, added_on, recorded_at,
       recorded_by, assessment, assessed_on, assessed_by, other_wordings, owner, due_on
FROM claim_standings
WHERE audience = /*audience*/ '' AND claim NOT IN (SELECT t.claim_id FROM stale_claims t)
UNION ALL
SELECT claim, claim_text, state, answer, appearances, reports, corrected, outlets, first_published,
       first_published_certain, first_answered_on, lag_days, waiting_since, rebuttals, added_on, recorded_at,
       recorded_by, assessment, assessed_on, assessed_by, other_wordings, owner, due_on
FROM claims_stale;

CREATE VIEW standing_places AS
-- where each claim appears, and how it stands there: kept like claims_overview
SELECT claim, appearance, report, outlet, state
FROM appearance_standings
WHERE audience = /*audience*/ '' AND claim NOT IN (SELECT t.claim_id FROM stale_claims t)
UNION ALL
SELECT claim, appearance, report, outlet, state
FROM appearances_overview WHERE claim IN (SELECT +t.claim_id FROM stale_claims t);

CREATE VIEW document_addresses AS
-- the address to show for a document: the one it has now, newest first
SELECT a.document_id AS document_id, a.found AS address FROM addresses a
WHERE a.id = (SELECT b.id FROM addresses b WHERE b.document_id = a.document_id
              ORDER BY b.until IS NULL DESC, b.id LIMIT 1);

CREATE VIEW reports_overview AS
SELECT r.id AS report, r.title AS title, coalesce(o.name, '') AS outlet, coalesce(o.kind, '') AS outlet_kind,
       r.medium AS medium, r.authors AS authors, r.language AS language,
       r.published AS published, r.published_precision AS published_precision, r.published_origin AS published_origin,
       r.published_certain AS published_certain, r.place AS place,
       coalesce((SELECT d.address FROM document_addresses d WHERE d.document_id = r.document_id), '') AS address,
       r.mention_count AS mentions,
       (SELECT count(*) FROM appearances a
        JOIN claims c ON c.id = coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AND c.withdrawn_at IS NULL
        WHERE a.report_id = r.id AND a.withdrawn_at IS NULL) AS claims,
       f.retrieved_on AS found_on,
       r.added_on AS added_on, r.added_at AS recorded_at, u.name AS recorded_by,
       r.capture_id AS capture, coalesce(k.retrieved_at, '') AS captured_at, coalesce(k.body_sha256, '') AS digest,
       r.article_id AS text, r.triage AS triage,
       coalesce((SELECT s.story_id FROM story_reports s WHERE s.report_id = r.id), 0) AS story,
       coalesce(w.name, '') AS owner, r.due_on AS due_on
FROM reports r
JOIN users u ON u.id = r.added_by
LEFT JOIN users w ON w.id = r.owner_id
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN captures k ON k.id = r.capture_id
LEFT JOIN first_captures f ON f.document_id = r.document_id
WHERE r.withdrawn_at IS NULL;

CREATE VIEW reports_listed AS
-- the reports that stand, with nothing beside them but what lists are cut by: what costs little to count and to order
SELECT r.id AS report, r.published AS published, r.outlet_id AS outlet_number, r.added_on AS added_on
FROM reports r WHERE r.withdrawn_at IS NULL;

CREATE VIEW outlets_listed AS
-- the outlets that a report stands of
SELECT o.id AS outlet_number, o.name AS outlet FROM outlets o
WHERE EXISTS (SELECT 1 FROM reports r WHERE r.outlet_id = o.id AND r.withdrawn_at IS NULL);

CREATE VIEW works_overview AS
SELECT w.id AS work, w.title AS title, w.authors AS authors, w.language AS language, w.published AS published,
       w.published_precision AS published_precision, w.published_certain AS published_certain,
       coalesce((SELECT d.address FROM document_addresses d WHERE d.document_id = w.document_id), '') AS address,
       w.added_on AS added_on, w.added_at AS recorded_at, u.name AS recorded_by,
       w.capture_id AS capture, coalesce(k.retrieved_at, '') AS captured_at, coalesce(k.body_sha256, '') AS digest,
       w.article_id AS text, w.short_title AS short_title, w.doi AS doi, w.isbn AS isbn, w.retired_on AS retired_on,
       (SELECT count(DISTINCT ct.text_id) FROM captures v JOIN capture_texts ct ON ct.capture_id = v.id
        AND ct.role = 'article' WHERE v.document_id = w.document_id AND v.outcome = 'read') AS versions,
       (SELECT count(DISTINCT x.id) FROM citations x JOIN citation_grades g ON g.citation_id = x.id
        JOIN reports r ON r.id = x.report_id AND r.withdrawn_at IS NULL
        WHERE g.work_id = w.id AND x.withdrawn_at IS NULL AND x.rejected_at IS NULL
          AND g.id = (SELECT max(n.id) FROM citation_grades n WHERE n.citation_id = x.id)) AS citations
FROM works w
JOIN users u ON u.id = w.added_by
LEFT JOIN captures k ON k.id = w.capture_id
WHERE w.withdrawn_at IS NULL;

CREATE VIEW mentions_overview AS
SELECT m.id AS mention, m.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet, n.form AS name,
       n.kind AS name_kind, m.kind AS kind, m.surface AS surface, m.sentence AS sentence, m.address AS address,
       m.start AS start, m."end" AS "end", m.text_id AS text, r.published AS published
FROM mentions m
JOIN reports r ON r.id = m.report_id AND r.withdrawn_at IS NULL
JOIN names n ON n.id = m.name_id
LEFT JOIN outlets o ON o.id = r.outlet_id;

CREATE VIEW names_found AS
-- each name that was found, in how many reports and how often; counted by its number, in the order of an index, and
-- over again only where a name was retired and taken up again, so that two numbers may share a report
SELECT n.form AS name, n.kind AS name_kind,
       CASE count(*) WHEN 1 THEN sum(f.reports)
       ELSE (SELECT count(DISTINCT m.report_id) FROM mentions m JOIN names s ON s.id = m.name_id
             WHERE s.form = n.form AND s.kind = n.kind
               AND m.report_id NOT IN (SELECT r.id FROM reports r WHERE r.withdrawn_at IS NOT NULL)) END AS reports,
       sum(f.mentions) AS mentions
FROM (SELECT m.name_id AS name_id, count(DISTINCT m.report_id) AS reports, count(*) AS mentions FROM mentions m
      WHERE m.report_id NOT IN (SELECT r.id FROM reports r WHERE r.withdrawn_at IS NOT NULL) GROUP BY m.name_id) f
JOIN names n ON n.id = f.name_id
GROUP BY n.form, n.kind;

CREATE VIEW rebuttals_overview AS
SELECT b.id AS rebuttal, b.kind AS kind,
       CASE
           WHEN b.superseded_on IS NOT NULL THEN 'superseded'
           WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.rebuttal_id = b.id) THEN 'published'
           WHEN b.approved_at IS NOT NULL THEN 'approved'
           WHEN b.sent_back_at IS NOT NULL THEN 'sent back'
           ELSE 'draft'
       END AS state,
       CASE WHEN b.approved_at IS NOT NULL THEN b.title ELSE '' END AS title,
       CASE WHEN b.approved_at IS NOT NULL THEN b.text ELSE '' END AS text,
       b.version AS version, w.name AS written_by, b.written_on AS written_on,
       coalesce(a.name, '') AS approved_by, coalesce(b.approved_on, '') AS approved_on,
       (SELECT count(*) FROM answered_claims rc WHERE rc.rebuttal_id = b.id) AS claims,
       (SELECT count(*) FROM evidence e WHERE e.rebuttal_id = b.id
        AND (e.file_id IS NULL OR e.file_id IN (SELECT f.id FROM seen_files f))) AS evidence,
       (SELECT count(*) FROM rebuttal_comments m WHERE m.rebuttal_id = b.id) AS comments,
       coalesce((SELECT min(d.occurred_on) FROM deliveries d WHERE d.rebuttal_id = b.id), '') AS published_on,
       (SELECT count(*) FROM deliveries d WHERE d.rebuttal_id = b.id) AS deliveries,
       coalesce(b.work_id, 0) AS work,
       CASE WHEN b.superseded_on IS NOT NULL THEN b.superseded_by ELSE 0 END AS superseded_by
FROM rebuttals b
JOIN users w ON w.id = b.written_by
LEFT JOIN users a ON a.id = b.approved_by
WHERE b.withdrawn_at IS NULL;

CREATE VIEW requests_overview AS
SELECT q.id AS request, q.kind AS kind, q.addressee AS addressee, q.recipient AS recipient,
       coalesce(o.name, '') AS outlet, q.text AS text, q.asked_on AS asked_on,
       count(ra.appearance_id) AS appearances, sum(coalesce(ra.outcome, '') <> '') AS answered,
       coalesce(group_concat(DISTINCT nullif(ra.outcome, '')), '') AS outcomes,
       q.recorded_at AS recorded_at, u.name AS recorded_by,
       coalesce((SELECT p.step FROM request_steps p WHERE p.request_id = q.id AND p.withdrawn_at IS NULL
                 ORDER BY p.occurred_on DESC, p.id DESC LIMIT 1), 'sent') AS state,
       coalesce((SELECT max(p.occurred_on) FROM request_steps p WHERE p.request_id = q.id AND p.withdrawn_at IS NULL),
                q.asked_on) AS state_since,
       q.person AS person, q.their_reference AS their_reference, q.confidentiality AS confidentiality
FROM seen_requests q
JOIN users u ON u.id = q.recorded_by
LEFT JOIN outlets o ON o.id = q.outlet_id
LEFT JOIN request_appearances ra ON ra.request_id = q.id
GROUP BY q.id;

CREATE VIEW request_places AS
-- where a request belongs: one row for each appearance that it is about and that stands
SELECT ra.request_id AS request, a.appearance AS appearance, a.claim AS claim, a.report AS report, a.outlet AS outlet,
       a.title AS title, a.quote AS quote, a.claim_text AS claim_text, ra.outcome AS outcome, ra.outcome_on AS outcome_on,
       ra.wording AS wording, ra.place AS place, ra.prominence AS prominence, coalesce(k.body_sha256, f.sha256, '') AS proof
FROM request_appearances ra
JOIN seen_requests q ON q.id = ra.request_id
JOIN appearances_overview a ON a.appearance = ra.appearance_id
LEFT JOIN captures k ON k.id = ra.proof_capture_id
LEFT JOIN seen_files f ON f.id = ra.proof_file_id;

CREATE VIEW problems_overview AS
-- what failed with evidence is for counsel until the evidence supports an answer: it may be that of a privileged request
SELECT p.id AS problem, p.kind AS kind, p.address AS address, p.message AS message, p.advice AS advice,
       p.noticed_at AS noticed_at, u.name AS noticed_by, coalesce(p.solved_at, '') AS solved_at,
       coalesce((SELECT r.id FROM reports r WHERE r.document_id = p.document_id), 0) AS report,
       coalesce((SELECT w.id FROM works w WHERE w.document_id = p.document_id), 0) AS work
FROM problems p
JOIN users u ON u.id = p.noticed_by
LEFT JOIN documents d ON d.id = p.document_id
WHERE CASE WHEN (d.kind = 'evidence' OR p.kind LIKE 'evidence: %')
                AND NOT EXISTS (SELECT 1 FROM evidence e JOIN rebuttals b ON b.id = e.rebuttal_id
                                WHERE e.document_id = d.id AND b.approved_at IS NOT NULL)
      THEN 'privileged' ELSE '' END IN /*levels*/ ('');

CREATE VIEW log AS
-- how the name is known belongs to each event: the same person states it at a terminal and signs in to the pages
SELECT e.id AS event, e.at AS at, u.name AS by,
       CASE WHEN json_extract(p.payload, '$.signed_in') THEN 'signed in' ELSE u.standing END AS standing,
       e.verb AS verb, e.ref AS ref, e.hash AS hash
FROM events e JOIN users u ON u.id = e.user_id LEFT JOIN event_payloads p ON p.event_id = e.id;
