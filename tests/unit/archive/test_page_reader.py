"""Pages are read in processes of their own as they are read here; one that breaks its process costs itself alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mediawatch.archive import extract
from mediawatch.archive.page_reader import PageReader

PARAGRAPH = "<p>The trust closed its line in March.</p>"
PAGE = f"<title>Line closes</title><article><h1>Line closes</h1>{PARAGRAPH * 40}</article>"
HINTS = {"media_type": "text/html", "charset": "utf-8", "address": "https://courier.example/line"}


def test_a_page_reads_the_same_there_as_here_and_several_threads_take_turns() -> None:
    pages = [PAGE.replace("March", f"month {number}").encode() for number in range(6)]
    with PageReader(2) as reader, ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda page: reader.read(page, **HINTS), pages))
    assert found == [extract.read(page, **HINTS) for page in pages]
    assert found[0].outcome == "read" and len({reading.texts[0].text for reading in found}) == 6


def test_a_page_that_takes_too_long_costs_nothing_but_itself() -> None:
    with PageReader(1, seconds=0.001) as reader:
        slow = reader.read(PAGE.encode(), **HINTS)
        assert slow.outcome == "unreadable" and "took too long" in slow.why and slow.advice
        reader.seconds = 60
        assert reader.read(PAGE.encode(), **HINTS).outcome == "read"


def test_a_page_over_which_the_process_dies_costs_nothing_but_itself() -> None:
    with PageReader(1) as reader:
        reader.read(PAGE.encode(), **HINTS)
        child = reader._idle.get()
        assert child is not None
        reader._idle.put(child)
        with ThreadPoolExecutor(1) as pool:
            long = pool.submit(reader.read, PAGE.replace(PARAGRAPH, PARAGRAPH * 500).encode(), **HINTS)
            time.sleep(0.3)
            child.kill()
            assert "stopped the program" in long.result().why
        assert reader.read(PAGE.encode(), **HINTS).outcome == "read"


@pytest.mark.skipif(sys.platform == "win32", reason="not on this operating system: kill -9")
def test_no_process_outlives_one_that_was_killed() -> None:
    code = (
        "import sys, time; from mediawatch.archive.page_reader import PageReader; reader = PageReader(1); "
        "reader.read(b'<p>x'); print(reader._idle.get().pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    os.kill(child, 0)
    parent.kill()
    parent.wait()
    for _ in range(300):
        if not is_running(child):
            return
        time.sleep(0.1)
    pytest.fail("the process that reads pages went on")


def is_running(process: int) -> bool:
    """Whether a process is there and no zombie."""
    told = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(told.stdout.strip()) and not told.stdout.strip().startswith("Z")
