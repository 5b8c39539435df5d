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
CROSS JOIN reports r ON r.id = s.report_id AND r.withdrawn_at IS NULL
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
       coalesce(o.name, '') AS outlet, coalesce(c.id, 0) AS claim, coalesce(c.wording, '') AS claim_text,
       coalesce(g.other_report_id, 0) AS other_report, coalesce(g.request_id, 0) AS request, g.passage AS passage,
       g.how AS how, g.score AS score, g.reason AS reason, g.flags AS flags,
       coalesce(g.text_id, 0) AS text, g.start AS start, g."end" AS "end", g.suggested_on AS suggested_on,
       coalesce(g.decided_at, '') AS decided_at, coalesce(u.name, '') AS decided_by, g.why AS why
FROM suggestions g
JOIN reports r ON r.id = g.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN claims w ON w.id = g.claim_id
LEFT JOIN claims c ON c.id = coalesce(w.stands_as, w.id)
LEFT JOIN reports t ON t.id = g.other_report_id
LEFT JOIN users u ON u.id = g.decided_by
WHERE c.withdrawn_at IS NULL AND t.withdrawn_at IS NULL
  AND (g.request_id IS NULL OR g.request_id IN (SELECT q.id FROM seen_requests q));

CREATE VIEW story_members AS
-- each report of a story, with the one that was published first; withdrawn ones belong to none. CROSS JOIN: SQLite goes
-- through the few reports of stories, not through all reports
SELECT m.report_id AS report, m.story_id AS story,
       first_value(m.report_id) OVER (PARTITION BY m.story_id ORDER BY r.published = '', r.published, r.id) AS first_report,
       m.score AS score, m.passages AS passages, r.published AS published, r.outlet_id AS outlet_id
FROM story_reports m CROSS JOIN reports r ON r.id = m.report_id AND r.withdrawn_at IS NULL;

CREATE VIEW stories_overview AS
SELECT s.id AS story, m.first_report AS first_report, r.title AS title, count(*) AS reports,
       coalesce(group_concat(DISTINCT o.name), '') AS outlets,
       min(nullif(m.published, '')) AS first_published, s.made_at AS recorded_at, u.name AS recorded_by
FROM stories s
JOIN story_members m ON m.story = s.id
JOIN reports r ON r.id = m.first_report
JOIN users u ON u.id = s.made_by
LEFT JOIN outlets o ON o.id = m.outlet_id
GROUP BY s.id;

CREATE VIEW assessments_overview AS
-- the judgement that stands of each claim or citation: the newest; "none" takes one back
SELECT a.ref AS ref, a.verdict AS verdict, a.reason AS reason, u.name AS assessed_by, a.assessed_on AS assessed_on,
       (SELECT count(*) FROM assessment_evidence e WHERE e.assessment_id = a.id
        AND (e.file_id IS NULL OR e.file_id IN (SELECT f.id FROM seen_files f))) AS evidence, a.id AS assessment
FROM assessments a JOIN users u ON u.id = a.assessed_by
WHERE a.verdict <> 'none' AND a.id = (SELECT max(b.id) FROM assessments b WHERE b.ref = a.ref);

CREATE VIEW waiting_reports AS
-- reports that name us and that nobody has looked at, or that somebody put off; told by the story that they belong to
SELECT r.id AS report, coalesce(s.story_id, 0) AS story,
       row_number() OVER (PARTITION BY coalesce(s.story_id, -r.id)
                          ORDER BY r.triage = 'later', r.published = '', r.published, r.id) AS turn,
       count(*) OVER (PARTITION BY coalesce(s.story_id, -r.id)) AS reports
FROM reports r
LEFT JOIN story_reports s ON s.report_id = r.id
WHERE r.withdrawn_at IS NULL AND r.triage IN ('', 'later') AND r.mention_count > 0
  AND NOT EXISTS (SELECT 1 FROM appearances a WHERE a.report_id = r.id AND a.withdrawn_at IS NULL);

CREATE VIEW inbox AS
-- what waits to be looked at, one row for each story; of a story the report that was published first
WITH waiting AS MATERIALIZED (
    SELECT * FROM waiting_reports
), noticed AS MATERIALIZED (
    SELECT report, count(*) AS suggestions FROM suggestions_overview WHERE state = 'open' GROUP BY report
), mates AS MATERIALIZED (
    SELECT w.story AS story, group_concat('r' || w.report, ' ') AS also, sum(coalesce(n.suggestions, 0)) AS suggestions
    FROM waiting w LEFT JOIN noticed n ON n.report = w.report WHERE w.story > 0 AND w.turn > 1 GROUP BY w.story
)
SELECT r.id AS report, r.title AS title, coalesce(o.name, '') AS outlet, r.published AS published,
       r.published_precision AS published_precision, r.published_certain AS published_certain, r.added_on AS added_on,
       r.triage AS triage, r.mention_count AS mentions,
       coalesce((SELECT m.sentence FROM mentions m WHERE m.report_id = r.id ORDER BY m.kind = 'link', m.start LIMIT 1), '')
           AS sentence,
       coalesce((SELECT n.form FROM mentions m JOIN names n ON n.id = m.name_id WHERE m.report_id = r.id
                 ORDER BY m.kind = 'link', m.start LIMIT 1), '') AS name,
       coalesce(n.suggestions, 0) + coalesce(m.suggestions, 0) AS suggestions,
       w.story AS story, w.reports AS reports, coalesce(m.also, '') AS also,
       coalesce(k.name, '') AS owner, r.due_on AS due_on
FROM waiting w
JOIN reports r ON r.id = w.report
LEFT JOIN noticed n ON n.report = r.id
LEFT JOIN mates m ON m.story = w.story AND w.story > 0
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN users k ON k.id = r.owner_id
WHERE w.turn = 1;
