-- What became of known reports.

CREATE VIEW report_checks_overview AS
SELECT k.id AS report_check, k.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet,
       k.checked_on AS checked_on, k.checked_at AS recorded_at, u.name AS recorded_by, k.outcome AS outcome,
       k.status AS status, k.why AS why, k.title_before AS title_before, k.title_after AS title_after,
       coalesce(k.capture_id, 0) AS capture
FROM report_checks k
JOIN reports r ON r.id = k.report_id AND r.withdrawn_at IS NULL
JOIN users u ON u.id = k.checked_by
LEFT JOIN outlets o ON o.id = r.outlet_id;

CREATE VIEW anchors_now AS
-- where each quote was found when it was looked for last
SELECT n.appearance_id AS appearance, a.report AS report, n.state AS state, n.text_id AS text, n.start AS start,
       n."end" AS "end", n.parts AS parts, n.wording AS wording, k.checked_on AS checked_on
FROM anchor_checks n
JOIN report_checks k ON k.id = n.check_id
JOIN appearances_overview a ON a.appearance = n.appearance_id
WHERE n.id = (SELECT max(m.id) FROM anchor_checks m WHERE m.appearance_id = n.appearance_id);

CREATE VIEW anchor_changes AS
-- the newest of each quote whose words do not stand any more where they stood; `quote` is what was pinned
SELECT a.appearance AS appearance, a.claim AS claim, a.report AS report, a.title AS title, a.outlet AS outlet,
       n.state AS state, a.quote AS quote, n.wording AS wording, n.text_id AS text, n.start AS start, n."end" AS "end",
       k.checked_on AS checked_on, k.checked_at AS recorded_at
FROM anchor_checks n
JOIN report_checks k ON k.id = n.check_id
JOIN appearances_overview a ON a.appearance = n.appearance_id
WHERE n.id = (SELECT max(m.id) FROM anchor_checks m WHERE m.appearance_id = n.appearance_id)
  AND n.state IN ('moved', 'altered', 'gone');

CREATE VIEW notices_overview AS
-- what a publisher says of its own corrections, as it stands on the page
SELECT n.id AS notice, n.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet, n.words AS words,
       n.capture_id AS capture, k.checked_on AS noticed_on, k.checked_at AS recorded_at
FROM report_notices n
JOIN report_checks k ON k.id = n.check_id
JOIN reports r ON r.id = n.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id;

CREATE VIEW removals AS
SELECT s.report_id AS report, r.title AS title, coalesce(o.name, '') AS outlet, s.gone_on AS gone_on
FROM recheck_states s
JOIN reports r ON r.id = s.report_id AND r.withdrawn_at IS NULL
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE s.gone_on <> '';
