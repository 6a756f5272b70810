"""Clients that mean no good, or are just slow, keep no other client from `capture`."""

import gzip
import json
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from capturing_process import (
    Capture,
    answered,
    capturing,
    connected,
    post,
    said,
    signed_up,
    status,
)

BODY = json.dumps(signed_up()).encode()
GOOD = post("/track", BODY)


def is_fine(capture: Capture) -> bool:
    """Whether a good client is answered, and soon."""
    start = time.monotonic()
    return status(said(capture.port, GOOD)) == 200 and time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("raw", "statuses"),
    [
        pytest.param(b"X" * 100_000, [431], id="a head without end"),
        pytest.param(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
            [431],
            id="a huge header",
        ),
        pytest.param(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GOOD,
            [400],
            id="a length and chunks",
        ),
        pytest.param(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
            b"Content-Length: 200\r\n\r\n" + GOOD,
            [400],
            id="two lengths",
        ),
        pytest.param(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"zz\r\n" + GOOD,
            [400],
            id="a bad chunk",
        ),
        pytest.param(b"GET / HTTP/1.1\nHost: localhost\n\n" + GOOD, [400], id="line feeds alone"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + GOOD,
            [200, 200],
            id="one after the other",
        ),
        pytest.param(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
            [413],
            id="a length beyond the limit",
        ),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400], id="TLS"),
        pytest.param(b"\x00" * 1000 + b"\r\n\r\n", [400], id="no HTTP at all"),
        pytest.param(GOOD[:-1], [], id="a body that does not come whole"),
        pytest.param(b"", [], id="nothing"),
    ],
)
def test_a_bad_request_is_refused_and_nothing_behind_it_is_read(
    tmp_path: Path, raw: bytes, statuses: list[int]
) -> None:
    with capturing(tmp_path) as capture:
        answer = said(capture.port, raw)
        assert [int(one) for one in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)] == statuses
        assert is_fine(capture)
    assert len(capture.payloads) == 1 + (statuses == [200, 200])


def test_the_answer_to_a_body_that_is_too_long_can_be_read(tmp_path: Path) -> None:
    with capturing(tmp_path) as capture, connected(capture.port) as client:
        client.sendall(
            b"POST /track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6000000\r\n\r\n"
        )
        client.sendall(b"a" * 6_000_000)
        assert status(answered(client)) == 413


def test_clients_that_never_finish_keep_nobody_out(tmp_path: Path) -> None:
    with capturing(tmp_path) as capture:
        slow: list[socket.socket] = []
        for number in range(250):
            client = connected(capture.port)
            client.sendall(GOOD[: -1 if number % 2 else 30])
            slow.append(client)
            if number % 50 == 49:
                assert is_fine(capture)
        for client in slow:
            client.close()
        assert is_fine(capture)
        assert len(capture.payloads) == 6


def test_a_client_that_waits_between_requests_gives_way_to_new_ones(tmp_path: Path) -> None:
    with capturing(tmp_path) as capture, connected(capture.port) as first:
        first.sendall(GOOD)
        assert status(first.recv(1000)) == 200
        waiting = [connected(capture.port) for _ in range(110)]
        assert is_fine(capture)
        assert first.recv(1000) == b""
        for client in waiting:
            client.close()


@pytest.mark.slow
def test_a_head_that_comes_byte_by_byte_is_given_up(tmp_path: Path) -> None:
    with capturing(tmp_path) as capture, connected(capture.port) as client:
        start = time.monotonic()
        answer = b""
        for byte in GOOD:
            try:
                client.sendall(bytes([byte]))
                client.settimeout(0.5)
                answer = client.recv(1000)
                break
            except TimeoutError:
                continue
        assert status(answer) == 408
        assert 8 < time.monotonic() - start < 20


@pytest.mark.slow
def test_a_client_that_reads_no_answers_is_left(tmp_path: Path) -> None:
    ask = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with capturing(tmp_path) as capture, connected(capture.port) as client:
        client.settimeout(5)
        with pytest.raises(OSError, match=r"timed out|reset|Broken pipe"):
            client.sendall(ask * 2_000_000)
        assert is_fine(capture)


def test_many_clients_at_once_are_all_served(tmp_path: Path) -> None:
    answers: list[int] = []

    def work() -> None:
        with connected(capture.port) as client:
            for _ in range(20):
                client.sendall(GOOD)
                answers.append(status(client.recv(1000)))

    with capturing(tmp_path, "-q") as capture:
        threads = [threading.Thread(target=work) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [200] * 800
        assert len(capture.payloads) == 800


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"[" + b"0," * 20_000_000 + b"0]")
    values = gzip.compress(b"[" + b"0," * 1_000_000 + b"0]")
    with capturing(tmp_path) as capture:
        for packed in (bomb, values):
            answer = said(capture.port, post("/track", packed, {"Content-Encoding": "gzip"}))
            assert status(answer) == 413
        assert is_fine(capture)
