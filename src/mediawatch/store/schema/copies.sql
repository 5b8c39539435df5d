-- Where a web archive has a copy of a page that is listed: read where the page itself is gone.
ALTER TABLE leads ADD COLUMN copy TEXT NOT NULL DEFAULT '';
