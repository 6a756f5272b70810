"""Answers requests as Altertable's API does, once what they brought is in the file."""

from collections.abc import Callable, Collection
from http import HTTPStatus

from tracking_plan.gateway.api import KINDS, Received, taken
from tracking_plan.gateway.capture_file import CaptureFile
from tracking_plan.gateway.content import unpacked
from tracking_plan.gateway.door import Door
from tracking_plan.gateway.message import HttpError, Request, Response
from tracking_plan.names.phrases import plural

_READING, _ASKING, _SENDING = ("GET", "HEAD"), "OPTIONS", "POST"


class Counts:
    """What came in: what is in the file and what is not, and what the API would refuse."""

    __slots__ = ("left_out", "refused", "written")

    def __init__(self) -> None:
        self.written = self.refused = self.left_out = 0

    def add(self, payload: Received, *, is_written: bool) -> None:
        """Counts a payload."""
        self.written += is_written
        self.left_out += not is_written
        self.refused += payload.refusal is not None


class Gateway:
    """The API as a function: a request and its body to an answer.

    What was received is written before its answer is there. `report` is given each payload, and
    whether it was written.
    """

    def __init__(
        self,
        file: CaptureFile,
        door: Door,
        *,
        environments: Collection[str] | None,
        report: Callable[[Received, bool], None],
    ) -> None:
        self._file = file
        self._door = door
        self._environments = environments
        self._report = report
        self.counts = Counts()

    def check(self, request: Request) -> None:
        """Looks at the head of a request, before its body is read.

        Raises:
            HttpError: it is refused.
        """
        self._door.check(request)
        allowed: tuple[str, ...]
        if request.path in KINDS or request.path == "*":
            allowed = (_SENDING, _ASKING)
        elif request.path == "/":
            allowed = (*_READING, _ASKING)
        else:
            raise HttpError(
                HTTPStatus.NOT_FOUND, f"there is no such path here; there are {', '.join(KINDS)}"
            )
        if request.method not in allowed:
            raise HttpError(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"this path takes {' and '.join(allowed)}",
                (("Allow", ", ".join(allowed)),),
            )

    def headers(self, request: Request) -> tuple[tuple[str, str], ...]:
        """What every answer to a request has among its headers, errors included."""
        return self._door.headers(request)

    def answer(self, request: Request, body: bytes) -> Response:
        """The answer to a request that has been checked.

        Raises:
            HttpError: its body is refused.
        """
        if request.method == _ASKING:
            return Response(status=HTTPStatus.NO_CONTENT, headers=self._door.preflight(request))
        if request.method in _READING:
            return Response(status=HTTPStatus.OK, content=self._status())
        found = taken(
            KINDS[request.path],
            unpacked(body, request.headers.get("content-encoding", "")),
            self._environments,
        )
        try:
            self._file.append(one.line for one in found.payloads if one.line is not None)
        except OSError as error:
            self._count(found.payloads, is_writable=False)
            raise HttpError(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"the capture cannot be written: {error.strerror or error}",
            ) from error
        self._count(found.payloads, is_writable=True)
        return found.response

    def _count(self, payloads: tuple[Received, ...], *, is_writable: bool) -> None:
        for one in payloads:
            is_written = is_writable and one.line is not None
            self.counts.add(one, is_written=is_written)
            self._report(one, is_written)

    def _status(self) -> str:
        """The line that a browser shows."""
        return f"tracking-plan capture: {plural(self.counts.written, 'payload')} written\n"
