"""One connection: its requests, one after the other, each within its time."""

import asyncio
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from collections.abc import Callable
from http import HTTPStatus

from tracking_plan.gateway.body import declared_length, read_body
from tracking_plan.gateway.gateway import Gateway
from tracking_plan.gateway.head import MAX_HEAD, refuse_tls, request_of
from tracking_plan.gateway.message import HttpError, Request, Response
from tracking_plan.gateway.wire import CONTINUE, answer_bytes

_Headers = tuple[tuple[str, str], ...]
IDLE, HEAD, BODY, ANSWER, FAREWELL = 60.0, 10.0, 30.0, 10.0, 2.0  # seconds
_END = b"\r\n\r\n"
_MOST_DISCARDED = 8 * 1024 * 1024


class Connection:
    """A client. `is_idle`: it waits for a request, so that closing it costs nothing."""

    def __init__(
        self,
        gateway: Gateway,
        reader: StreamReader,
        writer: StreamWriter,
        complain: Callable[[str], None],
    ) -> None:
        self._gateway = gateway
        self._reader = reader
        self._writer = writer
        self._complain = complain
        self.is_idle = True

    async def serve(self) -> None:
        """Answers requests until the client leaves, is too slow, or is refused."""
        try:
            while await self._serve_one():
                pass
            await self._part()
        except (OSError, IncompleteReadError):
            pass  # it has left, or is too slow; what had not come whole was not acknowledged
        finally:
            self._writer.close()

    def close(self) -> None:
        """Ends the connection now."""
        self._writer.transport.abort()

    async def _serve_one(self) -> bool:
        """Answers one request; false where it was the last."""
        request: Request | None = None
        try:
            head = await self._head()
            if head is None:
                return False
            request = request_of(head)
            self._gateway.check(request)
            body = await self._body(request)
            response = self._gateway.answer(request, body)
        except HttpError as error:
            self._complain(error.reason)
            await self._send(error.response, request, stays=False)
            return False
        await self._send(response, request, stays=request.stays)
        return request.stays

    async def _head(self) -> bytes | None:
        """The head of the next request; None where none comes."""
        self.is_idle = True
        async with asyncio.timeout(IDLE):
            first = await self._reader.read(1)
        if not first:
            return None
        refuse_tls(first)
        try:
            async with asyncio.timeout(HEAD):
                head = first + await self._reader.readuntil(_END)
        except LimitOverrunError:
            raise HttpError(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"a head may have {MAX_HEAD:,} bytes"
            ) from None
        except TimeoutError:
            raise HttpError(HTTPStatus.REQUEST_TIMEOUT, "the request did not come") from None
        self.is_idle = False
        return head

    async def _body(self, request: Request) -> bytes:
        length = declared_length(request)
        expected = request.headers.get("expect")
        if expected is not None:
            if expected.lower() != "100-continue":
                raise HttpError(HTTPStatus.EXPECTATION_FAILED, "100-continue can be expected")
            self._writer.write(CONTINUE)
        try:
            async with asyncio.timeout(BODY):
                return await read_body(self._reader, length)
        except TimeoutError:
            raise HttpError(HTTPStatus.REQUEST_TIMEOUT, "the body did not come") from None

    async def _send(self, response: Response, request: Request | None, *, stays: bool) -> None:
        headers: _Headers = self._gateway.headers(request) if request is not None else ()
        is_head = request is not None and request.method == "HEAD"
        self._writer.write(answer_bytes(response, headers, stays=stays, is_head=is_head))
        async with asyncio.timeout(ANSWER):
            await self._writer.drain()

    async def _part(self) -> None:
        """Waits for the client to see the answer: closing at once would take it back."""
        self._writer.write_eof()
        left = _MOST_DISCARDED
        async with asyncio.timeout(FAREWELL):
            while left > 0 and (found := await self._reader.read(64 * 1024)):
                left -= len(found)
