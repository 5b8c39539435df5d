-- The timeline: what happened, one row for each thing that happened to one report, claim, request, contact or citation.
-- Each part is a view of its own, with the same columns; `timeline` puts them together.

CREATE VIEW timeline_core AS
-- the part of the timeline that tells of reports, claims, answers and requests
SELECT 'published' AS kind, r.published AS occurred_on, r.published_precision AS precision, '' AS occurred_at, 10 AS step,
       r.recorded_at AS recorded_at, r.report AS report, 0 AS claim, 0 AS rebuttal, 0 AS request,
       r.outlet AS outlet, r.title AS title, r.address AS address, '' AS quote, '' AS claim_text, '' AS answer,
       r.recorded_by AS by,
       r.place || CASE WHEN r.place <> '' AND s.report IS NOT NULL THEN ', ' ELSE '' END
           || CASE WHEN s.report IS NOT NULL THEN 'the same story as r' || s.first_report ELSE '' END AS detail,
       r.captured_at AS captured_at, r.digest AS digest,
       NULL AS lag_days, r.published_certain AS certain, '' AS confidentiality
FROM reports_overview r
LEFT JOIN story_members s ON s.report = r.report AND s.first_report <> s.report
UNION ALL
SELECT 'found', r.found_on, 'day', '', 30, r.recorded_at, r.report, 0, 0, 0,
       r.outlet, r.title, r.address, '', '', '', r.recorded_by,
       CASE r.mentions WHEN 0 THEN 'names nobody watched' WHEN 1 THEN '1 mention' ELSE r.mentions || ' mentions' END,
       r.captured_at, r.digest, NULL, 1, ''
FROM reports_overview r
-- of a story only the first report is told to have been found: when, and of which bytes, is told of each above
WHERE r.report NOT IN (SELECT s.report FROM story_members s WHERE s.first_report <> s.report)
UNION ALL
SELECT 'claim made', a.published, a.published_precision, '', 20, a.recorded_at, a.report, a.claim, 0, 0,
       a.outlet, a.title, coalesce((SELECT d.address FROM document_addresses d WHERE d.document_id = k.document_id), ''),
       a.quote, a.claim_text, '', a.recorded_by,
       trim(a.stance || CASE WHEN a.speaker <> '' THEN ', ' || a.speaker ELSE '' END
            || CASE WHEN a.place <> '' THEN ', ' || a.place ELSE '' END
            || CASE WHEN a.translation <> '' THEN '; in translation: ' || a.translation ELSE '' END),
       k.retrieved_at, k.body_sha256, NULL, a.published_certain, ''
FROM appearances_overview a
JOIN captures k ON k.id = a.capture
-- what the first report of a story claims is told once, unless a copy does something else with it
WHERE (a.report, a.claim, a.stance) NOT IN (
    SELECT s.report, f.claim, f.stance FROM story_members s JOIN appearances_overview f ON f.report = s.first_report
    WHERE s.first_report <> s.report)
UNION ALL
SELECT 'approved', v.approved_on, 'day', v.approved_at, 40, v.approved_at, 0, rc.standing_claim, b.id, 0,
       '', v.title, '', '', c.wording, v.text, u.name, 'version ' || v.version, '', '', NULL, 1, ''
FROM rebuttal_versions v
JOIN rebuttals b ON b.id = v.rebuttal_id AND b.withdrawn_at IS NULL
JOIN users u ON u.id = v.approved_by
JOIN answered_claims rc ON rc.rebuttal_id = b.id
JOIN claims c ON c.id = rc.standing_claim AND c.withdrawn_at IS NULL
UNION ALL
SELECT CASE WHEN x.turn = 1 THEN 'answered' WHEN y.outlet <> '' OR y.recipient <> '' THEN 'sent'
            ELSE 'published by us' END,
       x.answered_on, 'day', y.occurred_at, 50, x.recorded_at, 0, x.claim_id, x.rebuttal_id, 0,
       y.outlet, x.title, x.address,
       coalesce((SELECT a.quote FROM appearances a
                 WHERE coalesce(a.standing_claim_id, a.moved_to, a.claim_id) = x.claim_id AND a.withdrawn_at IS NULL
                 ORDER BY a.id LIMIT 1), ''),
       c.wording, x.text, y.recorded_by,
       y.went || CASE WHEN x.superseded_by > 0
                      THEN '; superseded on ' || x.superseded_on || ' by b' || x.superseded_by ELSE '' END, '', '',
       CASE WHEN length(v.first_published) = 10 AND v.first_published_certain
            THEN CAST(julianday(x.answered_on) - julianday(v.first_published) AS INTEGER) END, 1, ''
FROM claim_answers x
JOIN deliveries_overview y ON y.delivery = x.delivery_id
JOIN claims c ON c.id = x.claim_id
JOIN claims_overview v ON v.claim = x.claim_id
UNION ALL
SELECT 'asked', q.asked_on, 'day', '', 60, q.recorded_at, a.report, a.claim, 0, q.id,
       CASE WHEN q.recipient <> '' THEN q.recipient ELSE a.outlet END, a.title, '', a.quote, a.claim_text, q.text,
       u.name, q.kind || ' asked of the ' || q.addressee, '', '',
       CASE WHEN length(a.published) = 10 AND a.published_certain THEN CAST(julianday(q.asked_on) - julianday(a.published) AS INTEGER) END, 1,
       q.confidentiality
FROM seen_requests q
JOIN request_appearances ra ON ra.request_id = q.id
JOIN appearances_overview a ON a.appearance = ra.appearance_id
JOIN users u ON u.id = q.recorded_by
UNION ALL
SELECT ra.outcome, ra.outcome_on, 'day', '', 70, ra.outcome_at, a.report, a.claim, 0, q.id,
       CASE WHEN q.recipient <> '' THEN q.recipient ELSE a.outlet END, a.title, '', a.quote, a.claim_text, '',
       u.name,
       ra.wording || CASE WHEN ra.place <> '' THEN ' (where: ' || ra.place || ')' ELSE '' END
           || CASE WHEN ra.prominence <> '' THEN ' (how: ' || ra.prominence || ')' ELSE '' END,
       coalesce(k.retrieved_at, ''), coalesce(k.body_sha256, f.sha256, ''),
       CAST(julianday(ra.outcome_on) - julianday(q.asked_on) AS INTEGER), 1, q.confidentiality
FROM seen_requests q
JOIN request_appearances ra ON ra.request_id = q.id AND ra.outcome <> ''
JOIN appearances_overview a ON a.appearance = ra.appearance_id
JOIN users u ON u.id = ra.outcome_by
LEFT JOIN captures k ON k.id = ra.proof_capture_id
LEFT JOIN seen_files f ON f.id = ra.proof_file_id;

CREATE VIEW timeline_contacts AS
-- what went between us and them, and where we looked for an approach before publication
SELECT CASE k.direction WHEN 'in' THEN 'they contacted us' ELSE 'we contacted them' END AS kind,
       k.occurred_on AS occurred_on, 'day' AS precision, k.occurred_at AS occurred_at,
       CASE k.stage WHEN 'before' THEN 5 ELSE 55 END AS step, k.recorded_at AS recorded_at,
       k.report AS report, 0 AS claim, 0 AS rebuttal, k.request AS request,
       k.outlet AS outlet, k.title AS title, '' AS address, '' AS quote, '' AS claim_text, '' AS answer,
       k.recorded_by AS by, k.summary AS detail, '' AS captured_at, '' AS digest, NULL AS lag_days, 1 AS certain,
       k.confidentiality AS confidentiality, k.contact AS contact, 0 AS contact_search,
       json_object('channel', k.channel, 'them', k.them, 'us', k.us, 'stage', k.stage, 'deadline', k.deadline,
                   'subject', k.subject) AS particulars
FROM contacts_overview k
UNION ALL
SELECT CASE s.found WHEN 0 THEN 'no contact found' ELSE 'contact found' END, s.searched_on, 'day', '', 35, s.recorded_at,
       s.report, 0, 0, 0, s.outlet, s.title, '', '', '', '', s.recorded_by, s.remark, '', '', NULL, 1, s.confidentiality,
       0, s.contact_search,
       json_object('places', json(s.places), 'searched_from', s.searched_from, 'searched_to', s.searched_to,
                   'searched_by', s.searched_by, 'contact', s.contact)
FROM contact_searches_overview s;

CREATE VIEW timeline_steps AS
-- what happened to a request on its way; that it was sent is in timeline_core
SELECT 'request ' || p.step AS kind, p.occurred_on AS occurred_on, 'day' AS precision, '' AS occurred_at, 65 AS step,
       p.recorded_at AS recorded_at, 0 AS report, 0 AS claim, 0 AS rebuttal, q.id AS request,
       CASE WHEN q.recipient <> '' THEN q.recipient ELSE coalesce(o.name, '') END AS outlet, '' AS title, '' AS address,
       '' AS quote, '' AS claim_text, '' AS answer, u.name AS by, p.detail AS detail,
       coalesce(k.retrieved_at, '') AS captured_at, coalesce(k.body_sha256, f.sha256, '') AS digest,
       CAST(julianday(p.occurred_on) - julianday(q.asked_on) AS INTEGER) AS lag_days, 1 AS certain,
       q.confidentiality AS confidentiality
FROM request_steps p
JOIN seen_requests q ON q.id = p.request_id
JOIN users u ON u.id = p.recorded_by
LEFT JOIN outlets o ON o.id = q.outlet_id
LEFT JOIN captures k ON k.id = p.proof_capture_id
LEFT JOIN seen_files f ON f.id = p.proof_file_id
WHERE p.withdrawn_at IS NULL AND p.step <> 'sent';

CREATE VIEW timeline_citations AS
-- where a report quotes us, with our passage as the answer; not where we quote a report that was there first
SELECT 'quoted us' AS kind, x.published AS occurred_on, x.published_precision AS precision, '' AS occurred_at, 22 AS step,
       x.recorded_at AS recorded_at, x.report AS report, 0 AS claim, 0 AS rebuttal, 0 AS request,
       x.outlet AS outlet, x.title AS title, x.address AS address, x.quote AS quote, '' AS claim_text,
       x.whole_passage AS answer, x.recorded_by AS by,
       trim(CASE WHEN x.grade <> '' THEN x.grade ELSE x.kind END
            || CASE WHEN x.flags <> '' THEN '; changed hands: ' || x.flags ELSE '' END
            || CASE WHEN x.left_out <> '' THEN '; left out: “' || x.left_out || '”' ELSE '' END
            || CASE WHEN x.work_title <> '' THEN '; from: ' || x.work_title ELSE '' END
            || CASE WHEN x.assessment <> ''
                    THEN '; assessed as ' || x.assessment || ' by ' || x.assessed_by || ': ' || x.assessed_because
                    ELSE '' END) AS detail,
       '' AS captured_at, '' AS digest, NULL AS lag_days, x.published_certain AS certain, x.citation AS citation
FROM citations_overview x
WHERE x.kind IN ('quotation', 'reuse', 'screenshot') AND x.first <> 'theirs';

CREATE VIEW timeline_assessments AS
-- what we judge of a claim: the judgement that stands
SELECT 'assessed' AS kind, a.assessed_on AS occurred_on, 'day' AS precision, '' AS occurred_at, 45 AS step,
       a.assessed_at AS recorded_at, 0 AS report, c.id AS claim, 0 AS rebuttal, 0 AS request, '' AS outlet, '' AS title,
       '' AS address, '' AS quote, c.wording AS claim_text, '' AS answer, s.assessed_by AS by,
       a.verdict || ': ' || a.reason AS detail, '' AS captured_at, '' AS digest, NULL AS lag_days, 1 AS certain
FROM assessments_overview s
JOIN assessments a ON a.id = s.assessment
JOIN claims c ON c.id = CAST(substr(s.ref, 2) AS INTEGER) AND c.withdrawn_at IS NULL AND c.merged_into IS NULL
WHERE s.ref LIKE 'c%';

CREATE VIEW timeline AS
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality,
       0 AS contact, 0 AS citation, 0 AS contact_search, '' AS particulars
FROM timeline_core
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality,
       contact, 0, contact_search, particulars
FROM timeline_contacts
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality,
       0, 0, 0, ''
FROM timeline_steps
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, '',
       0, citation, 0, ''
FROM timeline_citations
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, '',
       0, 0, 0, ''
FROM timeline_assessments;

CREATE VIEW timeline_listed AS
-- the rows of `timeline` with nothing but what it is cut by: what costs little to count
SELECT r.published AS occurred_on, r.id AS report, 0 AS claim, 0 AS request, coalesce(o.name, '') AS outlet
FROM reports r LEFT JOIN outlets o ON o.id = r.outlet_id WHERE r.withdrawn_at IS NULL
UNION ALL
SELECT f.retrieved_on, r.id, 0, 0, coalesce(o.name, '')
FROM reports r
LEFT JOIN first_captures f ON f.document_id = r.document_id
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE r.withdrawn_at IS NULL
  AND r.id NOT IN (SELECT s.report FROM story_members s WHERE s.first_report <> s.report)
UNION ALL
SELECT r.published, r.id, c.id, 0, coalesce(o.name, '')
FROM appearances a
JOIN claims c ON c.id = coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AND c.withdrawn_at IS NULL
JOIN reports r ON r.id = a.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE a.withdrawn_at IS NULL AND (r.id, c.id, a.stance) NOT IN (
    SELECT s.report, f.claim, f.stance FROM story_members s JOIN appearances_overview f ON f.report = s.first_report
    WHERE s.first_report <> s.report)
UNION ALL
SELECT occurred_on, report, claim, request, outlet FROM timeline_core WHERE step >= 40
UNION ALL
SELECT occurred_on, report, claim, request, outlet FROM timeline_contacts
UNION ALL
SELECT occurred_on, report, claim, request, outlet FROM timeline_steps
UNION ALL
SELECT r.published, r.id, 0, 0, coalesce(o.name, '')
FROM citations x
JOIN reports r ON r.id = x.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN citation_grades g ON g.id = (SELECT max(n.id) FROM citation_grades n WHERE n.citation_id = x.id)
LEFT JOIN works w ON w.id = g.work_id
WHERE x.withdrawn_at IS NULL AND x.rejected_at IS NULL AND w.withdrawn_at IS NULL
  AND x.kind IN ('quotation', 'reuse', 'screenshot') AND coalesce(g.first, 'unknown') <> 'theirs'
UNION ALL
SELECT occurred_on, report, claim, request, outlet FROM timeline_assessments;
