"""Progress says how far a file has been read, and how fast, on a terminal only now and then."""

import os
import pty
import sys
import time
from pathlib import Path

import pytest

from tracking_plan.cli.progress import Progress


def test_a_terminal_shows_share_size_and_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(other, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        progress = Progress("x.ndjson", quiet=False)
        time.sleep(0.25)
        progress.say(1_000, read=45_000_000, size=100_000_000)
        progress.clear()
        shown = os.read(own, 1000).decode()
    os.close(own)
    assert "'x.ndjson': 1,000 payloads, 45 %, 45 MB, " in shown
    assert shown.endswith("\r\x1b[K")


def test_elsewhere_nothing_is_said_of_short_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "log").open("w") as log:
        monkeypatch.setattr(sys, "stderr", log)
        progress = Progress("x.ndjson", quiet=False)
        time.sleep(0.25)
        progress.say(1_000, read=1, size=2)
        progress.clear()
    assert (tmp_path / "log").read_text() == ""
