"""HTTP as the gateway reads it: what two readers could understand in two ways is refused."""

import asyncio
import gzip
import zlib
from http import HTTPStatus

import pytest

from tracking_plan.gateway.body import MAX_BODY, declared_length, read_body
from tracking_plan.gateway.content import MAX_UNPACKED, unpacked
from tracking_plan.gateway.door import Door
from tracking_plan.gateway.head import request_of
from tracking_plan.gateway.message import HttpError, Request


def head(*lines: str, request: str = "POST /track HTTP/1.1") -> bytes:
    return "\r\n".join((request, *lines, "", "")).encode("latin-1")


def status_of(raw: bytes) -> int:
    try:
        request_of(raw)
    except HttpError as error:
        return error.status.value
    return 200


@pytest.mark.parametrize(
    "raw",
    [
        head("Host: a"),
        head("host:a", "X-Empty:", "X-Odd: \t caf\xe9 \t"),
        head("Host: a", "Content-Length: 0"),
        head("Host: a", "Transfer-Encoding: Chunked"),
        head("Host: a", request="OPTIONS * HTTP/1.1"),
        head("Host: a", "Cookie: a", "Cookie: b", request="GET / HTTP/1.0"),
    ],
)
def test_usual_heads_are_read(raw: bytes) -> None:
    assert status_of(raw) == 200


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (head(), 400),
        (head("Host: a", "Host: a"), 400),
        (head("Host: a", "Content-Length: 1", "Content-Length: 1"), 400),
        (head("Host: a", "Content-Length: 1, 1"), 400),
        (head("Host: a", "Content-Length: +1"), 400),
        (head("Host: a", "Content-Length: 0x1"), 400),
        (head("Host: a", "Content-Length: 1_0"), 400),
        (head("Host: a", "Content-Length: \xb2"), 400),
        (head("Host: a", "Content-Length: 1" + "0" * 30), 400),
        (head("Host: a", "Content-Length: 1", "Transfer-Encoding: chunked"), 400),
        (head("Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), 400),
        (head("Host: a", "Transfer-Encoding: gzip, chunked"), 501),
        (head("Host: a", "Transfer-Encoding: xchunked"), 501),
        (head("Host: a", "Transfer-Encoding: chunked", request="POST /track HTTP/1.0"), 400),
        (head("Host: a", "Transfer-Encoding : chunked"), 400),
        (head("Host: a", " folded"), 400),
        (head("Host: a", "X: a\x00b"), 400),
        (head("Host: a\nContent-Length: 3"), 400),
        (head("Host: a\rContent-Length: 3"), 400),
        (head("Host: a", ": b"), 400),
        (head("Host: a", "no colon"), 400),
        (head("Host: a", *[f"X-{n}: 1" for n in range(100)]), 431),
        (head("Host: a", request="POST  /track HTTP/1.1"), 400),
        (head("Host: a", request="POST http://a/track HTTP/1.1"), 400),
        (head("Host: a", request="POST /track"), 400),
        (head("Host: a", request="PRI * HTTP/2.0"), 505),
        (head("Host: a", request="POST /track HTTP/11.1"), 400),
        (b"\r\n\r\n", 400),
    ],
)
def test_heads_that_can_be_read_in_two_ways_are_refused(raw: bytes, status: int) -> None:
    assert status_of(raw) == status


def test_the_query_is_no_part_of_a_request() -> None:
    request = request_of(head("Host: a", request="POST /track?apiKey=canary&sync=true HTTP/1.1"))
    assert "canary" not in repr(request)
    assert request.path == "/track"


@pytest.mark.parametrize(
    ("request_line", "connection", "stays"),
    [
        ("GET / HTTP/1.1", "x", True),
        ("GET / HTTP/1.1", "Keep-Alive, CLOSE", False),
        ("GET / HTTP/1.0", "x", False),
        ("GET / HTTP/1.0", "keep-alive", True),
    ],
)
def test_a_connection_stays_as_long_as_the_client_wants(
    request_line: str, connection: str, stays: bool
) -> None:
    raw = head("Host: a", f"Connection: {connection}", request=request_line)
    assert request_of(raw).stays is stays


def body_of(raw: bytes, length: int | None = None) -> bytes:
    async def read() -> bytes:
        reader = asyncio.StreamReader(limit=32 * 1024)
        reader.feed_data(raw)
        reader.feed_eof()
        return await read_body(reader, length)

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"0\r\n\r\n", b""),
        (b"3\r\nabc\r\n0\r\n\r\nrest", b"abc"),
        (b'3;name="x"\r\nabc\r\nA \t;x\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n', b"abc0123456789"),
    ],
)
def test_chunks_are_put_together(raw: bytes, body: bytes) -> None:
    assert body_of(raw) == body


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"x\r\n", 400),
        (b"-1\r\n", 400),
        (b"+3\r\nabc\r\n0\r\n\r\n", 400),
        (b"0x3\r\nabc\r\n0\r\n\r\n", 400),
        (b"\r\n", 400),
        (b"3\nabc\r\n0\r\n\r\n", 400),
        (b"3 \r\nabc\r\n0\r\n\r\n", 400),
        (b"2\r\nabc\r\n0\r\n\r\n", 400),
        (b"123456789\r\n", 400),
        (b"FFFFFFFF\r\n", 413),
        (b"3;" + b"x" * 300 + b"\r\nabc\r\n0\r\n\r\n", 400),
        (b"1" * 70_000, 400),
        (b"0\r\n" + b"A: b\r\n" * 2000 + b"\r\n", 400),
    ],
)
def test_bad_chunks_are_refused(raw: bytes, status: int) -> None:
    with pytest.raises(HttpError) as raised:
        body_of(raw)
    assert raised.value.status == status


def test_many_small_chunks_are_no_way_around_the_limit() -> None:
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    with pytest.raises(HttpError) as raised:
        body_of(chunk * (MAX_BODY // 65536 + 1))
    assert raised.value.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_body_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(HttpError):
        declared_length(request_of(head("Host: a", f"Content-Length: {MAX_BODY + 1}")))


def raw_deflate(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(content) + packing.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"{}", ""),
        (b"{}", "identity"),
        (gzip.compress(b"{}"), "gzip"),
        (gzip.compress(b"{") + gzip.compress(b"}"), "X-GZIP"),
        (zlib.compress(b"{}"), "deflate"),
        (raw_deflate(b"{}"), "deflate"),
    ],
)
def test_packed_bodies_are_unpacked(body: bytes, encoding: str) -> None:
    assert unpacked(body, encoding) == b"{}"


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (b"{}", "gzip", 400),
        (b"{}", "deflate", 400),
        (gzip.compress(b"{}")[:-3], "gzip", 400),
        (gzip.compress(b"{}") + b"rest", "gzip", 400),
        (b"{}", "br", 415),
        (b"{}", "gzip, gzip", 415),
        (gzip.compress(b"a" * (MAX_UNPACKED + 1)), "gzip", 413),
        (gzip.compress(b"a" * MAX_UNPACKED) + gzip.compress(b"a"), "gzip", 413),
        (zlib.compress(b"a" * (MAX_UNPACKED + 1)), "deflate", 413),
    ],
)
def test_what_cannot_be_unpacked_is_refused(body: bytes, encoding: str, status: int) -> None:
    with pytest.raises(HttpError) as raised:
        unpacked(body, encoding)
    assert raised.value.status == status


def request(host: str = "localhost:1", origin: str | None = None) -> Request:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    return Request(method="POST", path="/track", headers=headers, stays=True)


def is_let_in(
    *, host: str = "localhost:1", origin: str | None = None, door: Door | None = None
) -> bool:
    door = door or Door(("127.0.0.1",), ())
    try:
        door.check(request(host, origin))
    except HttpError:
        return False
    return True


@pytest.mark.parametrize(
    "host",
    "localhost localhost:8123 LOCALHOST app.localhost:1 127.0.0.1:8123 127.1.2.3 [::1]:8123 [::1]"
    " 10.0.2.2:8123 192.168.1.5".split(),
)
def test_names_of_this_machine_and_addresses_are_let_in(host: str) -> None:
    assert is_let_in(host=host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "a b",
        *"evil.example evil.example:8123 localhost.evil.example evillocalhost".split(),
        *"localhost:1:2 127.0.0.1.evil.example localhost@evil.example [localhost]x".split(),
    ],
)
def test_other_hosts_are_refused(host: str) -> None:
    assert not is_let_in(host=host)


def test_a_host_that_was_named_is_let_in() -> None:
    door = Door(("0.0.0.0", "Host.Docker.Internal"), ())
    assert is_let_in(host="host.docker.internal:8123", door=door)
    assert not is_let_in(host="other.internal:8123", door=door)


@pytest.mark.parametrize(
    "origin",
    "http://localhost:3000 https://localhost http://127.0.0.1:5173 http://[::1]:8080"
    " http://shop.localhost:3000".split(),
)
def test_pages_of_this_machine_are_let_in(origin: str) -> None:
    assert is_let_in(origin=origin)


@pytest.mark.parametrize(
    "origin",
    "https://evil.example null http://localhost.evil.example chrome-extension://localhost"
    " http://[::1 http://10.0.2.2 *".split(),
)
def test_pages_of_other_sites_are_refused_unless_they_are_named(origin: str) -> None:
    assert not is_let_in(origin=origin)
    assert is_let_in(origin=origin, door=Door((), (f"{origin}/",)))
    assert is_let_in(origin=origin, door=Door((), ("*",)))


def test_a_page_that_was_refused_may_not_read_why() -> None:
    door = Door((), ())
    assert door.headers(request(origin="https://evil.example")) == ()
    assert dict(door.headers(request(origin="http://localhost:1"))) == {
        "Access-Control-Allow-Origin": "http://localhost:1",
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
    }
