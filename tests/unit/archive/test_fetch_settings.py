"""What may be set, and that what is malformed opens nothing."""

from __future__ import annotations

import pytest

from mediawatch.archive.fetch import Door, FetchSettings, settings_from_environment
from mediawatch.errors import InputError


def test_unset_opens_nothing() -> None:
    for environ in ({}, {"MEDIAWATCH_ALLOW_NETWORKS": ""}, {"MEDIAWATCH_ALLOW_NETWORKS": " , "}):
        assert settings_from_environment(environ) == FetchSettings()


def test_networks_are_read_in_order() -> None:
    environ = {"MEDIAWATCH_ALLOW_NETWORKS": "127.0.1.0/24, fd00::/8,10.2.3.4", "HTTP_PROXY": "http://x:1"}
    settings = settings_from_environment(environ, contact="press@example.org", proxy="http://10.0.0.1:3128")
    assert settings.networks == ("127.0.1.0/24", "fd00::/8", "10.2.3.4/32")
    assert (settings.contact, settings.proxy) == ("press@example.org", "http://10.0.0.1:3128")


@pytest.mark.parametrize(
    "text", ["127.0.1.0/33", "127.0.1.5/24", "all", "127.0.1.0/24;10.0.0.0/8", "127.0.1.0/24,x", "*"]
)
def test_a_malformed_network_opens_nothing_and_is_said(text: str) -> None:
    with pytest.raises(InputError, match="no network has been opened") as caught:
        settings_from_environment({"MEDIAWATCH_ALLOW_NETWORKS": text})
    assert "127.0.1.0/24" in caught.value.advice
    assert caught.value.exit_code == 2


def test_a_door_with_a_malformed_network_does_not_open() -> None:
    with pytest.raises(InputError, match="no network"):
        Door(FetchSettings(networks=("127.0.1.0/24", "nonsense")))


@pytest.mark.parametrize("contact", ["press@example.org\r\nX-Evil: 1", "büro@example.org", "a\x00b"])
def test_a_contact_that_no_header_can_carry_is_wrong_input(contact: str) -> None:
    with pytest.raises(InputError, match="contact"):
        Door(FetchSettings(contact=contact))


def test_the_user_agent_is_honest() -> None:
    assert FetchSettings().user_agent == "mediawatch/0.1.0"
    assert (
        FetchSettings(contact="https://example.org/press").user_agent
        == "mediawatch/0.1.0 (+https://example.org/press)"
    )


def test_limits_are_those_promised() -> None:
    settings = FetchSettings()
    assert (settings.max_bytes, settings.max_redirects) == (32 * 2**20, 5)
