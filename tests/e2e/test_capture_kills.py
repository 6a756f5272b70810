"""Whatever was acknowledged is in the file, even where `capture` is killed at any moment."""

import json
import random
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from capturing_process import Capture, capturing, connected, post, signed_up
from process import run

KILLS, CLIENTS = 20, 6


class Sender(threading.Thread):
    """Sends batches on one connection until that ends, and knows what was acknowledged."""

    def __init__(self, capture: Capture, name: str, rng: random.Random) -> None:
        super().__init__()
        self._port = capture.port
        self._name = name
        self._rng = rng
        self.acknowledged: list[str] = []
        self.sent: list[str] = []

    def run(self) -> None:
        try:
            with connected(self._port) as client:
                while True:
                    self._send(client)
        except (OSError, EOFError):
            pass

    def _send(self, client: socket.socket) -> None:
        size = self._rng.choice((1, 1, 3, 200))
        names = [f"{self._name}-{len(self.sent) + n}" for n in range(size)]
        self.sent += names
        batch = [signed_up(name=name, filler="x" * self._rng.randrange(2000)) for name in names]
        client.sendall(post("/track", json.dumps(batch).encode()))
        answer = client.recv(4096)
        if not answer:
            raise EOFError
        assert answer.startswith(b"HTTP/1.1 200")
        self.acknowledged += names


@pytest.mark.slow
def test_twenty_kills_lose_no_event_that_was_acknowledged(tmp_path: Path) -> None:
    rng = random.Random(1)
    acknowledged: list[str] = []
    sent: list[str] = []
    for kill in range(KILLS):
        with capturing(tmp_path, "-q") as capture:
            senders = [Sender(capture, f"{kill}-{n}", random.Random(n)) for n in range(CLIENTS)]
            for sender in senders:
                sender.start()
            time.sleep(rng.uniform(0.02, 0.4))
            capture.stop(signal.SIGKILL)
            for sender in senders:
                sender.join()
        if kill % 3 == 0:  # as if the kill had come within a line
            with capture.path.open("ab") as file:
                file.write(b'{"event": "Signed Up", "properties": {"na')
        acknowledged += [name for sender in senders for name in sender.acknowledged]
        sent += [name for sender in senders for name in sender.sent]
    with capturing(tmp_path) as capture:  # which heals the file once more
        assert capture.stop() == 0
    found = [payload["properties"]["name"] for payload in capture.payloads]
    assert len(acknowledged) > 10 * KILLS
    assert set(acknowledged) <= set(found)
    assert set(found) <= set(sent)
    assert len(found) == len(set(found))
    (tmp_path / "tracking-plan.yaml").write_text(
        "tracking_plan: 1\nevents: {Signed Up: {properties: {name: string, filler: string}}}\n"
    )
    validated = run("validate", "captured.ndjson", cwd=tmp_path)
    assert f"{len(found)} payloads in 1 input, 0 invalid" in validated.stderr
    assert "unreadable" not in validated.stderr
