"""Keys come from the environment, else from the system's keyring; what has to be there is asked for by name."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from mediawatch.errors import InputError
from mediawatch.journeys.keys import find_key, read_key


class Drawer(KeyringBackend):
    """A keyring that keeps what it is given."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if not self.kept:
            raise NoKeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before = keyring.get_keyring()
    made = Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_environment_comes_first_and_the_keyring_second(drawer: Drawer) -> None:
    keyring.set_password("mediawatch", "place-press-room", "slack://kept")
    assert find_key({"MEDIAWATCH_PLACE_PRESS_ROOM": " slack://said "}, "place-press-room") == "slack://said"
    assert find_key({}, "place-press-room") == "slack://kept"
    assert find_key({}, "mail") == ""


def test_a_machine_without_a_keyring_keeps_nothing(drawer: Drawer) -> None:
    assert find_key({}, "mail") == ""


def test_what_has_to_be_there_is_asked_for_by_its_names(drawer: Drawer) -> None:
    with pytest.raises(InputError) as raised:
        read_key({}, "place-press-room", "The address of the place")
    assert "MEDIAWATCH_PLACE_PRESS_ROOM" in str(raised.value)
    assert "keyring set mediawatch place-press-room" in str(raised.value)
