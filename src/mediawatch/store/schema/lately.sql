-- what the front page and "about this record" look for, each a few rows of many
CREATE INDEX events_verified ON events (id) WHERE verb = 'verified';
CREATE INDEX recheck_states_gone ON recheck_states (gone_on) WHERE gone_on <> '';
