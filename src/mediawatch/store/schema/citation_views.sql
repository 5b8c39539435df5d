-- Citations and the versions of our works.

CREATE VIEW work_versions AS
-- each text that a work had: when it was first and last seen to stand, and from when on something else stood there
WITH seen AS (
    SELECT w.id AS work, k.document_id AS document_id, ct.text_id AS text_id, min(k.id) AS capture_id,
           min(k.retrieved_at) AS first_seen_at,
           max(max(k.retrieved_at), coalesce(max((SELECT max(c.checked_at) FROM work_checks c
                                                  WHERE c.capture_id = k.id AND c.work_id = w.id)), '')) AS last_seen_at,
           count(DISTINCT k.id) AS captures
    FROM works w
    JOIN captures k ON k.document_id = w.document_id AND k.outcome = 'read'
    JOIN capture_texts ct ON ct.capture_id = k.id AND ct.role = 'article'
    WHERE w.withdrawn_at IS NULL
    GROUP BY w.id, ct.text_id
)
SELECT s.work AS work, row_number() OVER (PARTITION BY s.work ORDER BY s.first_seen_at, s.capture_id) AS turn,
       s.text_id AS text, s.capture_id AS capture, s.first_seen_at AS first_seen_at, s.last_seen_at AS last_seen_at,
       CASE WHEN s.text_id = w.article_id THEN ''
            ELSE coalesce((SELECT min(n.retrieved_at) FROM captures n
                           JOIN capture_texts nt ON nt.capture_id = n.id AND nt.role = 'article'
                           WHERE n.document_id = s.document_id AND n.outcome = 'read' AND nt.text_id <> s.text_id
                             AND n.retrieved_at >= s.last_seen_at), '') END AS replaced_at,
       s.text_id = w.article_id AS newest, w.retired_on AS retired_on, s.captures AS captures
FROM seen s JOIN works w ON w.id = s.work;

CREATE VIEW citations_overview AS
SELECT x.id AS citation, x.kind AS kind, x.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet,
       r.published AS published, r.published_precision AS published_precision, r.published_certain AS published_certain,
       coalesce((SELECT d.address FROM document_addresses d WHERE d.document_id = r.document_id), '') AS address,
       x.quote AS quote, x.address AS cited_address,
       coalesce(g.work_id, 0) AS work, coalesce(w.title, '') AS work_title, coalesce(g.grade, '') AS grade,
       coalesce((SELECT group_concat(value, ', ') FROM json_each(g.others)), '') AS other_grades,
       coalesce((SELECT group_concat(value, ', ') FROM json_each(g.flags)), '') AS flags,
       coalesce((SELECT group_concat(substr(t.text, json_extract(value, '$[0]') + 1,
                                            json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' […] ')
                 FROM json_each(g.passages)), '') AS passage,
       coalesce(substr(t.text, g.whole_start + 1, g.whole_end - g.whole_start), '') AS whole_passage,
       coalesce((SELECT group_concat(words, ' […] ') FROM
                 (SELECT json_extract(value, '$.words') AS words FROM json_each(g.left_out)
                  ORDER BY json_extract(value, '$.where') <> 'within', json_extract(value, '$.where') <> 'after')), '')
           AS left_out,
       coalesce(g.since_changed, 0) AS since_changed, coalesce(g.first, 'unknown') AS first,
       coalesce(g.stood, 'unknown') AS stood, coalesce(g.speaker, 'unknown') AS speaker,
       coalesce(g.reprint, 0) AS reprint, coalesce(g.named_by, '') AS named_by,
       coalesce(g.named_work_id, 0) AS named_work,
       x.text_id IS NULL OR EXISTS (SELECT 1 FROM capture_texts ct WHERE ct.capture_id = r.capture_id
                                    AND ct.text_id = coalesce(g.text_id, x.text_id)) AS still_there,
       coalesce(a.verdict, '') AS assessment, coalesce(a.reason, '') AS assessed_because,
       coalesce(a.assessed_by, '') AS assessed_by, x.found AS found,
       coalesce(g.text_id, x.text_id, 0) AS text, coalesce(g.start, x.start) AS start, coalesce(g."end", x."end") AS "end",
       coalesce(g.parts, x.parts) AS parts, coalesce(g.work_text_id, 0) AS work_text,
       coalesce(g.work_start, 0) AS work_start, coalesce(g.work_end, 0) AS work_end,
       x.added_on AS added_on, x.added_at AS recorded_at, u.name AS recorded_by
FROM citations x
JOIN reports r ON r.id = x.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = x.added_by
LEFT JOIN outlets o ON o.id = r.outlet_id
LEFT JOIN citation_grades g ON g.id = (SELECT max(n.id) FROM citation_grades n WHERE n.citation_id = x.id)
LEFT JOIN works w ON w.id = g.work_id
LEFT JOIN texts t ON t.id = g.work_text_id
LEFT JOIN assessments_overview a ON a.ref = 'x' || x.id
WHERE x.withdrawn_at IS NULL AND x.rejected_at IS NULL AND w.withdrawn_at IS NULL;
