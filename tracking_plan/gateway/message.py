"""HTTP messages as values, and what ends a request early."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from tracking_plan.place import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The head of a request. `path` is without the query; names of headers are in lower case.

    `stays`: the client may send another request on the connection.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is answered. `content` is JSON, or a line of text, or None for nothing."""

    status: HTTPStatus
    content: Json = None
    headers: tuple[tuple[str, str], ...] = ()


class HttpError(Exception):
    """A request that is answered with an error, after which the connection is closed.

    `reason` is for the client and the user: it has nothing in it that the client sent but what is
    fit to be shown.
    """

    def __init__(
        self, status: HTTPStatus, reason: str, headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers

    @property
    def response(self) -> Response:
        """The answer."""
        word = self.status.phrase.lower().replace(" ", "-")
        content: Json = {"error": word, "message": self.reason, "details": {}}
        return Response(status=self.status, content=content, headers=self.headers)
