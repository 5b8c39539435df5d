-- The timeline: what happened, one row for each thing that happened to one report, claim, request, contact or citation.
-- Each part is a view of its own, with the same columns; `timeline` puts them together.

CREATE VIEW timeline_core AS
-- the part of the timeline that tells of reports, claims, answers and requests
SELECT 'published' AS kind, r.published AS occurred_on, r.published_precision AS precision, '' AS occurred_at, 10 AS step,
       r.recorded_at AS recorded_at, r.report AS report, 0 AS claim, 0 AS rebuttal, 0 AS request,
       r.outlet AS outlet, r.title AS title, r.address AS address, '' AS quote, '' AS claim_text, '' AS answer,
       r.recorded_by AS by, r.place AS detail, r.captured_at AS captured_at, r.digest AS digest,
       NULL AS lag_days, r.published_certain AS certain, '' AS confidentiality
FROM reports_overview r
UNION ALL
SELECT 'found', r.found_on, 'day', '', 30, r.recorded_at, r.report, 0, 0, 0,
       r.outlet, r.title, r.address, '', '', '', r.recorded_by,
       CASE r.mentions WHEN 0 THEN 'names nobody watched' WHEN 1 THEN '1 mention' ELSE r.mentions || ' mentions' END,
       r.captured_at, r.digest, NULL, 1, ''
FROM reports_overview r
UNION ALL
SELECT 'claim made', a.published, a.published_precision, '', 20, a.recorded_at, a.report, a.claim, 0, 0,
       a.outlet, a.title, coalesce(d.address, ''), a.quote, a.claim_text, '', a.recorded_by,
       trim(a.stance || CASE WHEN a.speaker <> '' THEN ', ' || a.speaker ELSE '' END
            || CASE WHEN a.place <> '' THEN ', ' || a.place ELSE '' END
            || CASE WHEN a.translation <> '' THEN '; in translation: ' || a.translation ELSE '' END),
       k.retrieved_at, k.body_sha256, NULL, a.published_certain, ''
FROM appearances_overview a
JOIN captures k ON k.id = a.capture
LEFT JOIN document_addresses d ON d.document_id = k.document_id
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
LEFT JOIN files f ON f.id = ra.proof_file_id;

CREATE VIEW timeline_contacts AS
-- what went between us and them, and where we looked for an approach before publication
SELECT CASE k.direction WHEN 'in' THEN 'they contacted us' ELSE 'we contacted them' END AS kind,
       k.occurred_on AS occurred_on, 'day' AS precision, k.occurred_at AS occurred_at,
       CASE k.stage WHEN 'before' THEN 5 ELSE 55 END AS step, k.added_at AS recorded_at,
       coalesce(k.report_id, 0) AS report, 0 AS claim, 0 AS rebuttal, coalesce(k.request_id, 0) AS request,
       coalesce(o.name, '') AS outlet, coalesce(r.title, '') AS title, '' AS address,
       CASE k.direction WHEN 'in' THEN k.summary ELSE '' END AS quote, '' AS claim_text,
       CASE k.direction WHEN 'out' THEN k.summary ELSE '' END AS answer, u.name AS by,
       k.channel || CASE WHEN k.them <> '' THEN ', ' || k.them ELSE '' END
           || CASE k.stage WHEN 'before' THEN ', before publication' WHEN 'after' THEN ', after publication' ELSE '' END
           || CASE WHEN k.deadline <> '' THEN ', answer wanted by ' || k.deadline ELSE '' END AS detail,
       '' AS captured_at, '' AS digest, NULL AS lag_days, 1 AS certain, k.confidentiality AS confidentiality,
       k.id AS contact
FROM seen_contacts k
JOIN users u ON u.id = k.added_by
LEFT JOIN reports r ON r.id = k.report_id
LEFT JOIN outlets o ON o.id = k.outlet_id
WHERE r.withdrawn_at IS NULL
UNION ALL
SELECT CASE s.found WHEN 0 THEN 'no contact found' ELSE 'contact found' END, s.searched_on, 'day', '', 35, s.added_at,
       s.report_id, 0, 0, 0, coalesce(o.name, ''), r.title, '', '', '', '', u.name,
       'searched by ' || s.searched_by || ' for ' || s.since || ' to ' || s.until || ': '
           || (SELECT group_concat(value, ', ') FROM json_each(s.places))
           || CASE WHEN s.remark <> '' THEN '; ' || s.remark ELSE '' END, '', '', NULL, 1, s.confidentiality, 0
FROM seen_contact_searches s
JOIN reports r ON r.id = s.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = s.added_by
LEFT JOIN outlets o ON o.id = r.outlet_id;

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
LEFT JOIN files f ON f.id = p.proof_file_id
WHERE p.withdrawn_at IS NULL AND p.step <> 'sent';

CREATE VIEW timeline_citations AS
-- where a report quotes us
SELECT 'quoted us' AS kind, x.published AS occurred_on, x.published_precision AS precision, '' AS occurred_at, 22 AS step,
       x.recorded_at AS recorded_at, x.report AS report, 0 AS claim, 0 AS rebuttal, 0 AS request,
       x.outlet AS outlet, x.title AS title, x.address AS address, x.quote AS quote, '' AS claim_text,
       '' AS answer, x.recorded_by AS by,
       x.grade || CASE WHEN x.flags <> '' THEN '; changed: ' || x.flags ELSE '' END
           || CASE WHEN x.work_title <> '' THEN '; from: ' || x.work_title ELSE '' END AS detail,
       '' AS captured_at, '' AS digest, NULL AS lag_days, x.published_certain AS certain, x.citation AS citation
FROM citations_overview x
WHERE x.kind IN ('quotation', 'reuse', 'screenshot');

CREATE VIEW timeline AS
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality,
       0 AS contact, 0 AS citation
FROM timeline_core
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality, contact, 0
FROM timeline_contacts
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, confidentiality, 0, 0
FROM timeline_steps
UNION ALL
SELECT kind, occurred_on, precision, occurred_at, step, recorded_at, report, claim, rebuttal, request, outlet, title,
       address, quote, claim_text, answer, by, detail, captured_at, digest, lag_days, certain, '', 0, citation
FROM timeline_citations;
