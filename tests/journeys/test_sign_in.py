"""Users on the command line, and a server that asks for them: as processes, over real HTTP."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import requests

from command import Mediawatch
from mediawatch.journeys.access import ROLES


def test_a_colleague_is_let_in_by_name_and_password_and_out_again(
    mediawatch: Mediawatch, record: Path
) -> None:
    refused = mediawatch("serve", "--sign-in", "--port", "0", check=2).stderr
    assert "Nobody could sign in" in refused and "user add" in refused
    password = mediawatch("user", "add", "Ama Mensah", check=0).stdout.strip()
    assert re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", password)
    started = mediawatch.start("serve", "--sign-in", "--port", "0")
    assert started.stdout is not None
    found = re.search(r"http://\S+/", started.stdout.readline())
    assert found
    with requests.Session() as web:
        web.trust_env = False
        assert "<h1>Sign in</h1>" in web.get(found[0] + "claims", timeout=30).text
        form = web.get(found[0] + "sign-in", timeout=30).text
        token = re.search(r'name="csrftoken" value="([^"]+)"', form)
        assert token
        origin = {"origin": found[0].rstrip("/")}
        typed = {"csrftoken": token[1], "name": "ama mensah", "password": password, "next": "/claims"}
        inside = web.post(found[0] + "sign-in", data=typed, headers=origin, timeout=30)
        assert inside.url == found[0] + "claims" and "Signed in as Ama Mensah" in inside.text
        mediawatch("user", "remove", "Ama Mensah", check=0)
        assert "<h1>Sign in</h1>" in web.get(found[0] + "claims", timeout=30).text, "at once"


@pytest.mark.slow
def test_users_are_added_changed_listed_and_removed(mediawatch: Mediawatch, record: Path) -> None:
    from mediawatch.cli.user import ROLES as words

    assert words == ROLES
    assert "Nobody can sign in" in mediawatch("user", "list", check=2).stderr
    mediawatch(
        "user", "add", "Ada", "--role", "staff", "--password-file", "-", input="four words of mine\n", check=0
    )
    assert "already" in mediawatch("user", "add", "ADA", check=2).stderr
    assert (
        "12 to 200"
        in mediawatch("user", "add", "Bo", "--password-file", "-", input="short\n", check=2).stderr
    )
    mediawatch("user", "role", "Ada", "editor", check=0)
    assert mediawatch("user", "reset", "Ada", "--quiet", check=0).stdout.count("-") == 3
    listed = json.loads(mediawatch("user", "list", "--json", check=0).stdout)
    assert [(row["name"], row["role"]) for row in listed] == [("Ada", "editor")] and "password" not in listed[
        0
    ]
    mediawatch("user", "remove", "Ada", check=0)
    assert "Nobody called" in mediawatch("user", "remove", "Ada", check=2).stderr
    for wrong in (("--sign-in-header", "X-User", "--host", "0.0.0.0"), ("--without-sign-in", "--sign-in")):
        assert "Traceback" not in mediawatch("serve", *wrong, check=2).stderr
