-- What is watched, and how it goes.

CREATE VIEW sources_overview AS
SELECT s.id AS source, s.kind AS kind, s.title AS title, s.address AS address, coalesce(o.name, '') AS outlet,
       s.selector AS selector,
       CASE WHEN s.retired_at IS NOT NULL THEN 'retired' WHEN s.paused_at IS NOT NULL THEN 'paused'
            WHEN t.failures > 0 THEN 'failing' WHEN t.read_at = '' THEN 'new' ELSE 'watched' END AS state,
       CASE WHEN s.retired_at IS NOT NULL THEN s.retired_why WHEN s.paused_at IS NOT NULL THEN s.paused_why
            WHEN t.failures > 0 THEN coalesce(l.why, '') ELSE '' END AS why,
       t.read_at AS read_at, t.yielded_at AS yielded_at, t.listed AS listed, t.due_at AS due_at,
       t.interval AS interval, s.shortest AS shortest, s.longest AS longest, t.failures AS failures,
       (SELECT count(*) FROM lead_sightings g WHERE g.source_id = s.id) AS leads,
       (SELECT count(*) FROM lead_sightings g JOIN leads e ON e.id = g.lead_id
        WHERE g.source_id = s.id AND e.state = 'recorded') AS reports,
       s.added_on AS added_on, s.added_at AS recorded_at, u.name AS recorded_by
FROM sources s
JOIN source_states t ON t.source_id = s.id
JOIN users u ON u.id = s.added_by
LEFT JOIN outlets o ON o.id = s.outlet_id
LEFT JOIN source_reads l ON l.id = (SELECT max(r.id) FROM source_reads r WHERE r.source_id = s.id);

CREATE VIEW source_reads_overview AS
SELECT r.id AS source_read, r.source_id AS source, s.title AS title, r.run_id AS run, r.read_at AS read_at,
       r.outcome AS outcome, r.listed AS listed, r.new AS new, r.why AS why, r.advice AS advice
FROM source_reads r JOIN sources s ON s.id = r.source_id;

CREATE VIEW leads_overview AS
SELECT e.id AS lead, e.address AS address, e.title AS title, e.published AS published, e.state AS state, e.why AS why,
       e.attempts AS attempts, e.next_at AS next_at, e.first_seen_at AS first_seen_at, e.read_at AS read_at, e.how AS how,
       coalesce(r.id, 0) AS report, e.copy AS copy
FROM leads e LEFT JOIN reports r ON r.document_id = e.document_id AND r.withdrawn_at IS NULL;

CREATE VIEW runs_overview AS
SELECT r.id AS run, r.kind AS kind, r.started_at AS started_at, coalesce(r.ended_at, '') AS ended_at, u.name AS started_by,
       r.done AS done, r.failed AS failed,
       (SELECT count(*) FROM source_reads x WHERE x.run_id = r.id) AS sources,
       (SELECT coalesce(sum(x.new), 0) FROM source_reads x WHERE x.run_id = r.id) AS new
FROM runs r JOIN users u ON u.id = r.started_by;
