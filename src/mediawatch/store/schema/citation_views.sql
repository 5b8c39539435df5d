-- Citations and the versions of our works.

CREATE VIEW work_versions AS
-- each text that a work had, from the capture that first had it to the one that first had another
SELECT w.id AS work, v.text_id AS text, min(v.capture_id) AS capture, min(v.retrieved_at) AS first_seen_at,
       max(v.retrieved_at) AS last_seen_at
FROM works w
JOIN (
    SELECT k.document_id AS document_id, k.id AS capture_id, k.retrieved_at AS retrieved_at, ct.text_id AS text_id
    FROM captures k JOIN capture_texts ct ON ct.capture_id = k.id AND ct.role = 'article'
    WHERE k.outcome = 'read'
) v ON v.document_id = w.document_id
WHERE w.withdrawn_at IS NULL
GROUP BY w.id, v.text_id;

CREATE VIEW citations_overview AS
SELECT x.id AS citation, x.kind AS kind, x.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet,
       r.published AS published, r.published_precision AS published_precision, r.published_certain AS published_certain,
       coalesce(d.address, '') AS address, x.quote AS quote, x.address AS cited_address,
       coalesce(g.work_id, 0) AS work, coalesce(w.title, '') AS work_title, coalesce(g.grade, '') AS grade,
       coalesce((SELECT group_concat(value, ', ') FROM json_each(g.others)), '') AS other_grades,
       coalesce((SELECT group_concat(value, ', ') FROM json_each(g.flags)), '') AS flags,
       coalesce(substr(t.text, g.work_start + 1, g.work_end - g.work_start), '') AS passage,
       coalesce(substr(t.text, g.whole_start + 1, g.whole_end - g.whole_start), '') AS whole_passage,
       coalesce(g.left_out, '[]') AS left_out, coalesce(g.since_changed, 0) AS since_changed,
       coalesce(g.first, 'unknown') AS first, coalesce(a.verdict, '') AS assessment, coalesce(a.reason, '') AS assessed_because,
       coalesce(a.assessed_by, '') AS assessed_by, x.found AS found,
       coalesce(g.text_id, x.text_id, 0) AS text, coalesce(g.start, x.start) AS start, coalesce(g."end", x."end") AS "end",
       coalesce(g.work_text_id, 0) AS work_text, coalesce(g.work_start, 0) AS work_start, coalesce(g.work_end, 0) AS work_end,
       x.added_on AS added_on, x.added_at AS recorded_at, u.name AS recorded_by
FROM citations x
JOIN reports r ON r.id = x.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = x.added_by
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN document_addresses d ON d.document_id = r.document_id
LEFT JOIN citation_grades g ON g.id = (SELECT max(n.id) FROM citation_grades n WHERE n.citation_id = x.id)
LEFT JOIN works w ON w.id = g.work_id
LEFT JOIN texts t ON t.id = g.work_text_id
LEFT JOIN assessments_overview a ON a.ref = 'x' || x.id
WHERE x.withdrawn_at IS NULL AND x.rejected_at IS NULL;
