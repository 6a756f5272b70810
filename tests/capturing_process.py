"""A `capture` in a process of its own, and clients that speak to it byte by byte."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from process import COMMAND, can_be_interrupted, environment, unmeasured

_ADDRESS = re.compile(r"listening at http://(\S+):(\d+),")
_SECONDS = 20.0


class Capture:
    """A running `tracking-plan capture --port 0 --to FILE`, and what it has printed in the end."""

    def __init__(
        self, folder: Path, *options: str, to: str = "captured.ndjson", prefix: tuple[str, ...] = ()
    ) -> None:
        self.path = folder / to
        self._stdout, self._stderr = folder / "stdout", folder / "stderr"
        with self._stdout.open("w") as out, self._stderr.open("w") as errors:
            self._process = subprocess.Popen(
                [*prefix, *COMMAND, "capture", "--port", "0", "--to", to, *options],
                cwd=folder,
                env=unmeasured() if prefix else environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                preexec_fn=can_be_interrupted,
            )
        self.port = self._wait_for_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def _wait_for_port(self) -> int:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            match = _ADDRESS.search(self.errors)
            if match is not None:
                return int(match[2])
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"it does not listen: {self.errors}")

    @property
    def errors(self) -> str:
        """What it has said on standard error so far."""
        return self._stderr.read_text()

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return self._stdout.read_text()

    @property
    def payloads(self) -> list[Any]:
        """The payloads in the file, each of which stands whole on a line."""
        content = self.path.read_bytes()
        assert not content or content.endswith(b"\n")
        return [json.loads(line) for line in content.splitlines()]

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ends it, and returns its exit code."""
        self._process.send_signal(number)
        return self._process.wait(_SECONDS)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None


@contextmanager
def capturing(folder: Path, *options: str, **more: Any) -> Iterator[Capture]:
    """A capture that ends with the block."""
    capture = Capture(folder, *options, **more)
    try:
        yield capture
    finally:
        if capture.is_running:
            capture.stop(signal.SIGKILL)


def connected(port: int) -> socket.socket:
    """A connection to it."""
    client = socket.create_connection(("127.0.0.1", port), timeout=_SECONDS)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def answered(client: socket.socket) -> bytes:
    """All that comes until the other side closes the connection."""
    found = b""
    while block := client.recv(65536):
        found += block
    return found


def said(port: int, raw: bytes) -> bytes:
    """What is answered to these bytes, until the connection is closed."""
    with connected(port) as client:
        client.sendall(raw)
        client.shutdown(socket.SHUT_WR)
        return answered(client)


def post(path: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a request."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join((*lines, "", "")).encode() + body


def status(answer: bytes) -> int:
    """The status of an answer."""
    return int(answer.split(b" ", 2)[1])


def content(answer: bytes) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def signed_up(**properties: object) -> dict[str, Any]:
    """A payload."""
    return {
        "event": "Signed Up",
        "environment": "production",
        "distinct_id": "u_1",
        "properties": properties,
    }
