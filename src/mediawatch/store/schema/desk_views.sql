-- The claims desk: contacts, steps of requests, suggestions, stories, assessments, the inbox.

CREATE VIEW contact_stages AS
-- whether a contact came before or after publication: by the days, where both are known; else as somebody said
SELECT k.id AS contact,
       CASE
           WHEN coalesce(r.published_certain, 0) = 0 OR r.published = '' THEN k.stage
           WHEN substr(k.occurred_on, 1, length(r.published)) < r.published THEN 'before'
           WHEN substr(k.occurred_on, 1, length(r.published)) > r.published THEN 'after'
           ELSE k.stage
       END AS stage
FROM contacts k
LEFT JOIN reports r ON r.id = k.report_id;

CREATE VIEW contacts_overview AS
SELECT k.id AS contact, k.direction AS direction, k.channel AS channel, g.stage AS stage,
       coalesce(o.name, '') AS outlet, coalesce(k.report_id, 0) AS report, coalesce(r.title, '') AS title,
       coalesce(q.id, 0) AS request, k.them AS them, k.us AS us, k.occurred_on AS occurred_on,
       k.occurred_at AS occurred_at, k.deadline AS deadline, k.subject AS subject, k.summary AS summary,
       (SELECT count(*) FROM contact_files c JOIN seen_files f ON f.id = c.file_id WHERE c.contact_id = k.id) AS files,
       coalesce((SELECT t.id FROM seen_contacts t WHERE t.thread = k.thread AND t.thread <> ''
                 ORDER BY t.occurred_on, t.occurred_at, t.id LIMIT 1), k.id) AS exchange,
       k.confidentiality AS confidentiality, k.added_at AS recorded_at, u.name AS recorded_by
FROM seen_contacts k
JOIN contact_stages g ON g.contact = k.id
JOIN users u ON u.id = k.added_by
LEFT JOIN reports r ON r.id = k.report_id
LEFT JOIN seen_requests q ON q.id = k.request_id
LEFT JOIN outlets o ON o.id = coalesce(k.outlet_id, r.outlet_id, q.outlet_id)
WHERE r.withdrawn_at IS NULL;

CREATE VIEW contact_searches_overview AS
-- Where an approach before publication is recorded that the reader may not see, nothing is said of the searches for
-- one: "they did not contact us" would be untrue, and "they did" would give it away.
SELECT s.id AS contact_search, s.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet,
       s.since AS searched_from, s.until AS searched_to, s.places AS places, s.searched_on AS searched_on,
       s.searched_by AS searched_by, s.found AS found, s.remark AS remark,
       coalesce((SELECT k.contact FROM contacts_overview k
                 WHERE k.report = s.report_id AND k.direction = 'in' AND k.stage = 'before'
                 ORDER BY k.occurred_on, k.occurred_at, k.contact LIMIT 1), 0) AS contact,
       s.confidentiality AS confidentiality, s.added_at AS recorded_at, u.name AS recorded_by
FROM seen_contact_searches s
JOIN reports r ON r.id = s.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = s.added_by
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE NOT EXISTS (
    SELECT 1 FROM contacts k JOIN contact_stages g ON g.contact = k.id
    WHERE k.report_id = s.report_id AND k.direction = 'in' AND k.withdrawn_at IS NULL AND g.stage = 'before'
      AND k.id NOT IN (SELECT n.id FROM seen_contacts n)
);

CREATE VIEW request_steps_overview AS
SELECT p.id AS request_step, p.request_id AS request, q.kind AS kind, q.addressee AS addressee,
       CASE WHEN q.recipient <> '' THEN q.recipient ELSE coalesce(o.name, '') END AS recipient, p.step AS step,
       p.occurred_on AS occurred_on, p.detail AS detail, coalesce(n.id, 0) AS contact,
       coalesce(k.body_sha256, f.sha256, '') AS proof, q.confidentiality AS confidentiality,
       p.recorded_at AS recorded_at, u.name AS recorded_by
FROM request_steps p
JOIN seen_requests q ON q.id = p.request_id
JOIN users u ON u.id = p.recorded_by
LEFT JOIN outlets o ON o.id = q.outlet_id
LEFT JOIN seen_contacts n ON n.id = p.contact_id
LEFT JOIN captures k ON k.id = p.proof_capture_id
LEFT JOIN seen_files f ON f.id = p.proof_file_id
WHERE p.withdrawn_at IS NULL;

CREATE VIEW suggestions_overview AS
SELECT g.id AS suggestion, g.kind AS kind, g.state AS state, g.report_id AS report, r.title AS title,
       coalesce(o.name, '') AS outlet, coalesce(c.stands_as, g.claim_id, 0) AS claim, coalesce(c.wording, '') AS claim_text,
       coalesce(g.other_report_id, 0) AS other_report, coalesce(g.request_id, 0) AS request, g.passage AS passage,
       g.how AS how, g.score AS score, g.reason AS reason, g.flags AS flags,
       coalesce(g.text_id, 0) AS text, g.start AS start, g."end" AS "end", g.suggested_on AS suggested_on,
       coalesce(g.decided_at, '') AS decided_at, coalesce(u.name, '') AS decided_by, g.why AS why
FROM suggestions g
JOIN reports r ON r.id = g.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN claims c ON c.id = g.claim_id
LEFT JOIN users u ON u.id = g.decided_by
WHERE g.request_id IS NULL OR g.request_id IN (SELECT q.id FROM seen_requests q);

CREATE VIEW stories_overview AS
SELECT s.id AS story, s.first_report_id AS first_report, r.title AS title, count(m.report_id) AS reports,
       coalesce((SELECT group_concat(DISTINCT o.name) FROM story_reports n JOIN reports p ON p.id = n.report_id
                 AND p.withdrawn_at IS NULL JOIN outlets o ON o.id = p.outlet_id WHERE n.story_id = s.id), '') AS outlets,
       min(nullif(q.published, '')) AS first_published, s.made_at AS recorded_at, u.name AS recorded_by
FROM stories s
JOIN reports r ON r.id = s.first_report_id
JOIN story_reports m ON m.story_id = s.id
JOIN reports q ON q.id = m.report_id AND q.withdrawn_at IS NULL
JOIN users u ON u.id = s.made_by
GROUP BY s.id;

CREATE VIEW assessments_overview AS
-- the judgement that stands of each claim or citation: the newest
SELECT a.ref AS ref, a.verdict AS verdict, a.reason AS reason, u.name AS assessed_by, a.assessed_on AS assessed_on,
       (SELECT count(*) FROM assessment_evidence e WHERE e.assessment_id = a.id
        AND (e.file_id IS NULL OR e.file_id IN (SELECT f.id FROM seen_files f))) AS evidence, a.id AS assessment
FROM assessments a JOIN users u ON u.id = a.assessed_by
WHERE a.id = (SELECT max(b.id) FROM assessments b WHERE b.ref = a.ref);

CREATE VIEW inbox AS
-- reports that name us and that nobody has looked at, or that somebody put off
SELECT r.id AS report, r.title AS title, coalesce(o.name, '') AS outlet, r.published AS published,
       r.published_certain AS published_certain, r.added_on AS added_on, r.triage AS triage, r.mention_count AS mentions,
       coalesce((SELECT m.sentence FROM mentions m WHERE m.report_id = r.id ORDER BY m.kind = 'link', m.start LIMIT 1), '')
           AS sentence,
       coalesce((SELECT n.form FROM mentions m JOIN names n ON n.id = m.name_id WHERE m.report_id = r.id
                 ORDER BY m.kind = 'link', m.start LIMIT 1), '') AS name,
       (SELECT count(*) FROM suggestions g WHERE g.report_id = r.id AND g.state = 'open') AS suggestions,
       coalesce((SELECT s.story_id FROM story_reports s WHERE s.report_id = r.id), 0) AS story,
       coalesce(w.name, '') AS owner, r.due_on AS due_on
FROM reports r
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN users w ON w.id = r.owner_id
WHERE r.withdrawn_at IS NULL AND r.triage IN ('', 'later') AND r.mention_count > 0
  AND NOT EXISTS (SELECT 1 FROM appearances a WHERE a.report_id = r.id AND a.withdrawn_at IS NULL);
