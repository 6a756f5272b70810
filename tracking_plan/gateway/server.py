"""Listens, and serves so many clients at once that none can keep the others out."""

import asyncio
import contextlib
import errno
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import ip_address

from tracking_plan.gateway.connection import Connection
from tracking_plan.gateway.gateway import Gateway
from tracking_plan.gateway.head import MAX_HEAD

MOST_CONNECTIONS = 100
_BACKLOG = 128
LOOPBACK = "127.0.0.1"
_LOOPBACK_6 = "::1"


def listening(host: str, port: int) -> tuple[socket.socket, ...]:
    """Sockets that listen at a host and a port; 0 is a free one.

    At the usual loopback address, IPv6's is listened at as well where that is possible: what
    `localhost` means is for each client to choose.

    Raises:
        OSError: one cannot listen there.
    """
    first = _listening(host, port)
    if host != LOOPBACK:
        return (first,)
    try:
        return (first, _listening(_LOOPBACK_6, first.getsockname()[1]))
    except OSError:
        return (first,)


def _listening(host: str, port: int) -> socket.socket:
    family, address = _address(host, port)
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind(address)
        found.listen(_BACKLOG)
    except OSError:
        found.close()
        raise
    return found


def _address(host: str, port: int) -> tuple[socket.AddressFamily, tuple[object, ...]]:
    """The address of a host. Only a name is looked up."""
    try:
        is_6 = ip_address(host).version == 6
    except ValueError:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return family, address
    return (socket.AF_INET6 if is_6 else socket.AF_INET), (host, port)


class Server:
    """Serves a gateway at sockets that listen, until it is stopped.

    Where more clients come than are served at once, the one goes that has been waiting for the
    longest with nothing to say.
    """

    def __init__(self, gateway: Gateway, complain: Callable[[str], None]) -> None:
        self._gateway = gateway
        self._complain = complain
        self._connections: dict[Connection, None] = {}  # in the order in which they came
        self._failure: Exception | None = None

    async def run(self, sockets: tuple[socket.socket, ...], stop: asyncio.Event) -> None:
        """Serves until `stop` is set.

        Raises:
            Exception: we are wrong; whatever it was.
        """
        async with contextlib.AsyncExitStack() as stack:
            for each in sockets:
                server = await asyncio.start_server(
                    partial(self._serve, stop), sock=each, limit=MAX_HEAD
                )
                await stack.enter_async_context(server)
            await stop.wait()
            for connection in [*self._connections]:
                connection.close()
        if self._failure is not None:
            raise self._failure

    async def _serve(self, stop: asyncio.Event, reader: StreamReader, writer: StreamWriter) -> None:
        if stop.is_set():
            writer.transport.abort()
            return
        with self._counted(Connection(self._gateway, reader, writer, self._complain)) as one:
            try:
                await one.serve()
            except Exception as error:  # noqa: BLE001  asyncio would log it, and go on
                self._failure = error
                stop.set()

    @contextlib.contextmanager
    def _counted(self, connection: Connection) -> Iterator[Connection]:
        if len(self._connections) >= MOST_CONNECTIONS:
            self._make_room()
        self._connections[connection] = None
        try:
            yield connection
        finally:
            self._connections.pop(connection, None)

    def _make_room(self) -> None:
        """Ends the connection that says nothing for the longest, or else the oldest."""
        idle = (one for one in self._connections if one.is_idle)
        victim = next(idle, None) or next(iter(self._connections))
        del self._connections[victim]
        victim.close()


def is_taken(error: OSError) -> bool:
    """Whether another program listens there."""
    return error.errno == errno.EADDRINUSE
