"""Answers as bytes (RFC 9112)."""

import json
from email.utils import formatdate
from http import HTTPStatus

from tracking_plan.gateway.message import Response

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_ALWAYS = (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"))


def answer_bytes(
    response: Response, headers: tuple[tuple[str, str], ...], *, stays: bool, is_head: bool
) -> bytes:
    """The answer with these headers besides its own. `is_head`: without its content."""
    content = _content(response)
    lines = [f"HTTP/1.1 {response.status.value} {response.status.phrase}"]
    described = () if response.status is HTTPStatus.NO_CONTENT else _described(response, content)
    every = (
        ("Date", formatdate(usegmt=True)),
        *described,
        *_ALWAYS,
        *response.headers,
        *headers,
        ("Connection", "keep-alive" if stays else "close"),
    )
    lines += [f"{name}: {value}" for name, value in every]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if is_head else head + content


def _content(response: Response) -> bytes:
    if response.content is None:
        return b""
    if isinstance(response.content, str):
        return response.content.encode()
    return json.dumps(response.content).encode()


def _described(response: Response, content: bytes) -> tuple[tuple[str, str], ...]:
    is_text = isinstance(response.content, str)
    kind = "text/plain; charset=utf-8" if is_text else "application/json"
    return (("Content-Type", kind), ("Content-Length", str(len(content))))
