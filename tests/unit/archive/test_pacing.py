"""A host is visited by one at a time, in turn, and left alone between two visits."""

from __future__ import annotations

import threading
import time

from mediawatch.archive.pacing import Pace


def visit(pace: Pace, host: str, times: int, there: list[int], most: list[int]) -> None:
    for _ in range(times):
        with pace.turn(host):
            there[0] += 1
            most[0] = max(most[0], there[0])
            time.sleep(0.005)
            there[0] -= 1


def test_many_threads_visit_one_host_one_at_a_time() -> None:
    pace, there, most = Pace(0), [0], [0]
    threads = [threading.Thread(target=visit, args=(pace, "a", 5, there, most)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_the_next_visit_waits_for_the_pause_and_says_how_long_it_waited() -> None:
    pace = Pace(0.1)
    with pace.turn("a"):
        pass
    with pace.turn("a") as waited:
        assert waited >= 0.09


def test_another_host_has_a_pause_of_its_own() -> None:
    pace = Pace(3_600)
    for host in ("a", "b", "c"):
        with pace.turn(host):
            pass  # would take hours if they shared one


def test_a_host_may_ask_for_a_longer_pause() -> None:
    pace = Pace(0)
    pace.slow("a", 0.1)
    with pace.turn("a"):
        pass
    with pace.turn("a") as waited:
        assert waited >= 0.09


def test_a_visit_that_fails_gives_its_turn_back() -> None:
    pace = Pace(0)
    try:
        with pace.turn("a"):
            raise OSError("reset")
    except OSError:
        pass
    with pace.turn("a"):
        pass  # would wait for ever
