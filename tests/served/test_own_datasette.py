"""In somebody's own Datasette the plugin keeps to itself."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from mediawatch.store.sqlite import sqlite3
from served.pages import Page


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A database that has nothing to do with us, with tables and views called as ours are."""
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE rebuttals (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO rebuttals VALUES (1, 'b\u202ea');"
        "CREATE VIEW timeline AS SELECT id AS claim, text FROM rebuttals;"
    )
    connection.close()
    return path


def get(site: Any, path: str) -> Any:
    return asyncio.run(site.client.get(path, follow_redirects=True))


def test_other_databases_are_served_as_if_we_were_not_there(other: Path) -> None:
    site = Datasette([str(other)])
    front = get(site, "/")
    assert front.status_code == 200
    assert "shop" in front.text
    assert "content-security-policy" not in front.headers
    assert "mediawatch" not in front.text
    assert get(site, "/shop/rebuttals").status_code == 200
    assert get(site, "/shop.json?sql=select+text+from+rebuttals").status_code == 200
    assert get(site, "/shop/timeline.json?_shape=array").json() == [{"claim": 1, "text": "b\u202ea"}]
    assert "/-/mediawatch" not in get(site, "/shop/timeline").text
    assert get(site, "/-/plugins.json").status_code == 200
    assert get(site, "/-/mediawatch").status_code == 404
    assert get(site, "/-/mediawatch/claims").status_code == 404
    assert get(site, "/nowhere").status_code == 404
    assert get(site, "/shop/rebuttals.csv").status_code == 200


def test_a_record_beside_them_gets_its_pages_and_keeps_its_drafts(
    other: Path, served_record: Path, tmp_path: Path
) -> None:

    record = tmp_path / "press.db"
    shutil.copy(served_record, record)
    site = Datasette([str(other), str(record)])
    assert "shop" in get(site, "/").text
    page = Page(get(site, "/-/mediawatch/").text)
    assert "4 claims about Harbour Lane Trust have no answer yet." in page.text
    for link in page.links:
        if link.startswith("/"):
            assert get(site, link).status_code == 200, link
    assert get(site, "/-/mediawatch/reports/1").status_code == 200
    assert get(site, "/-/mediawatch/reports/99").status_code == 404
    assert get(site, "/press/rebuttals").status_code == 403
    assert get(site, "/press.json?sql=select+text+from+rebuttals").status_code == 403
    assert get(site, "/press.db").status_code in (403, 404)
    assert get(site, "/press/claims_overview").status_code == 200
    assert "/-/mediawatch/claims/3" in get(site, "/press/claims_overview").text
    assert get(site, "/shop/rebuttals").status_code == 200
    assert get(site, "/shop.json?sql=select+text+from+rebuttals").status_code == 200
