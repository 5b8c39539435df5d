"""`serve` as a process: it says where it is, and ends quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

SERVE = """
import sys
from pathlib import Path
from mediawatch.web.serve import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
print("ended")
"""


def test_it_answers_where_it_says_and_ends_quietly_at_ctrl_c(served_record: Path) -> None:
    if os.name == "nt":
        pytest.skip("not on this operating system: Windows sends Ctrl-C to whole groups of processes")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(served_record)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
            assert "no answer yet" in answer.read().decode("utf-8")
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert said == "ended\n"
    assert complaints == ""
    assert process.returncode == 0
