-- Who is told what.

CREATE VIEW subscriptions_overview AS
SELECT s.id AS subscription, s.person AS person, CASE WHEN s.mail <> '' THEN s.mail ELSE s.place END AS place,
       s.pace AS pace, s.hour AS hour, s.kinds AS kinds, coalesce(o.name, '') AS outlet, s.name AS name,
       s.stance AS stance, s.needs_answer AS needs_answer, s.confidential AS confidential,
       CASE WHEN s.ended_at IS NOT NULL THEN 'ended' WHEN t.failures > 0 THEN 'failing' ELSE 'running' END AS state,
       CASE WHEN s.ended_at IS NOT NULL THEN s.ended_why ELSE t.why END AS why,
       (SELECT count(*) FROM told x WHERE x.subscription_id = s.id) AS told,
       coalesce((SELECT max(x.told_at) FROM told x WHERE x.subscription_id = s.id), '') AS told_at,
       s.added_on AS added_on, s.added_at AS recorded_at, u.name AS recorded_by
FROM subscriptions s
JOIN subscription_states t ON t.subscription_id = s.id
JOIN users u ON u.id = s.added_by
LEFT JOIN outlets o ON o.id = s.outlet_id;
