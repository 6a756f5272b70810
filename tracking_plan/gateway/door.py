"""Who may come in: which names of this machine, and pages of which origins.

A page of a foreign site can reach a server on this machine: its requests say so in `Origin`. It
can also make a name of its own lead here (DNS rebinding): then `Host` has that name. An address in
`Host` is nobody's name and is let in: `10.0.2.2` is this machine to an Android emulator.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from tracking_plan.gateway.message import HttpError, Request

ANY = "*"
Headers = tuple[tuple[str, str], ...]
_LOOPBACK = "localhost"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]/@\s]+)(?::[0-9]{1,5})?")
_NAMES = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z, -]{0,1000}")
_METHODS = "GET, HEAD, POST, OPTIONS"


class Door:
    """Lets requests in, or says why not. `hosts` and `origins` are those let in besides.

    Of an origin in `origins`, scheme, name and port count; `*` is any origin, and `null` that of
    files, and of frames which any site can make.
    """

    def __init__(self, hosts: Iterable[str], origins: Iterable[str]) -> None:
        self._hosts = frozenset(name.lower().strip("[]") for name in hosts)
        self._origins = frozenset(origin.lower().rstrip("/") for origin in origins)

    def check(self, request: Request) -> None:
        """Lets a request in.

        Raises:
            HttpError: it is for another host, or from a page of another site.
        """
        match = _HOST.fullmatch(request.headers["host"])
        if match is None or not self._is_own(match[1].lower().strip("[]")):
            raise HttpError(
                HTTPStatus.MISDIRECTED_REQUEST,
                "the request is for another host; --allow-host NAME lets in a name of this machine",
            )
        origin = request.headers.get("origin")
        if origin is not None and not self._is_welcome(origin.lower()):
            raise HttpError(
                HTTPStatus.FORBIDDEN,
                "the request comes from a page of another site;"
                " --allow-origin ORIGIN lets it in (https://app.example, or null for files)",
            )

    def _is_own(self, name: str) -> bool:
        return name in self._hosts or _is_loopback(name) or _is_address(name)

    def _is_welcome(self, origin: str) -> bool:
        if ANY in self._origins or origin in self._origins:
            return True
        try:
            url = urlsplit(origin)
            name = url.hostname or ""
        except ValueError:
            return False
        return url.scheme in ("http", "https") and _is_loopback(name)

    def headers(self, request: Request) -> Headers:
        """What a browser wants to see in the answer to a page that was let in."""
        origin = request.headers.get("origin")
        if origin is None or not self._is_welcome(origin.lower()):
            return ()
        return (
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Credentials", "true"),  # sendBeacon asks in that way
            ("Vary", "Origin"),
        )

    def preflight(self, request: Request) -> Headers:
        """What a browser wants to see before it lets a page send the request."""
        wanted = request.headers.get("access-control-request-headers", "")
        is_private = request.headers.get("access-control-request-private-network") == "true"
        return (
            ("Access-Control-Allow-Methods", _METHODS),
            *((("Access-Control-Allow-Headers", wanted),) if _NAMES.fullmatch(wanted) else ()),
            *((("Access-Control-Allow-Private-Network", "true"),) if is_private else ()),
            ("Access-Control-Max-Age", "600"),
        )


def _is_loopback(name: str) -> bool:
    if name == _LOOPBACK or name.endswith(f".{_LOOPBACK}"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
