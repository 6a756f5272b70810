"""`tracking-plan capture`: what does the code really send? A local stand-in for the API."""

import asyncio
import contextlib
import shlex
import signal
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import click

from tracking_plan.cli.capturing import Printer
from tracking_plan.cli.conclusion.outputs import Use, refuse_to_destroy
from tracking_plan.cli.console import UnusableError, note
from tracking_plan.cli.once import option_once
from tracking_plan.cli.options import plan_options
from tracking_plan.cli.session import Session
from tracking_plan.gateway.capture_file import CaptureFile
from tracking_plan.gateway.door import Door
from tracking_plan.gateway.gateway import Gateway
from tracking_plan.gateway.server import LOOPBACK, Server, is_taken, listening
from tracking_plan.in_process.validator import Validator
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import find_root

DEFAULT_PORT = 8123


@click.command()
@option_once(
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=DEFAULT_PORT,
    metavar="N",
    help=f"The port to listen at; 0 takes a free one. Default: {DEFAULT_PORT}.",
)
@option_once("--to", metavar="FILE", help="Append what arrives to this file, a payload a line.")
@option_once(
    "--host",
    default=LOOPBACK,
    metavar="ADDRESS",
    help="The address to listen at. Default: this machine alone.",
)
@click.option(
    "--allow-origin",
    multiple=True,
    metavar="ORIGIN",
    help="Take events of pages of this origin (https://app.example, null, *), too.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="Take requests for this name of this machine, too (host.docker.internal).",
)
@plan_options
def command(
    session: Session,
    *,
    port: int,
    to: str | None,
    host: str,
    allow_origin: tuple[str, ...],
    allow_host: tuple[str, ...],
) -> None:
    r"""Receive events as Altertable's API does, and write them to a file for `validate`.

    Point an SDK at the address that is printed, and use your product. Each payload is a line in
    FILE before it is acknowledged, and is compared with the plan, if there is one: a line says what
    came and what is wrong with it, without values. -q prints only what is wrong, -v all of it.
    Ctrl-C ends the capture.

    \b
    Examples:
      tracking-plan capture --to captured.ndjson
      tracking-plan capture --port 0 --to captured.ndjson --allow-origin https://shop.test
      tracking-plan validate captured.ndjson
    """
    if to is None:
        raise click.UsageError("name the file to append to: --to captured.ndjson")
    plan = _plan(session)
    path = session.cwd / to
    refuse_to_destroy(session, written=[Use(path, "the file of --to", to)])
    sockets = _sockets(host, port)
    file = _file(path, to)
    validator = Validator(plan, today=session.options.today) if plan is not None else None
    printer = Printer(validator, quiet=session.quiet, verbose=session.verbose)
    gateway = Gateway(
        file,
        Door((host, *allow_host), allow_origin),
        environments=plan.environments if plan is not None else None,
        report=printer.payload,
    )
    _say_hello(session, file, sockets, to, has_plan=plan is not None)
    with contextlib.closing(file), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(Server(gateway, printer.complaint), sockets))
    _conclude(session, gateway, printer, to)


def _plan(session: Session) -> Plan | None:
    """The plan; None where none is named and none is found."""
    if session.options.plan_path is None and find_root(session.cwd) is None:
        return None
    return session.plan()


def _sockets(host: str, port: int) -> tuple[socket.socket, ...]:
    """Sockets that listen there.

    Raises:
        UnusableError: they cannot.
    """
    try:
        return listening(host, port)
    except OSError as error:
        if is_taken(error):
            raise UnusableError(
                f"another program listens at port {port}: --port 0 takes a free one"
            ) from None
        raise UnusableError(
            f"cannot listen at {host!r}, port {port}: {error.strerror or error}"
        ) from None


def _file(path: Path, name: str) -> CaptureFile:
    """The file, open for appending.

    Raises:
        UnusableError: it cannot be.
    """
    try:
        return CaptureFile(path)
    except OSError as error:
        raise UnusableError(f"cannot capture to {name!r}: {error.strerror or error}") from None


def _say_hello(
    session: Session,
    file: CaptureFile,
    sockets: tuple[socket.socket, ...],
    to: str,
    *,
    has_plan: bool,
) -> None:
    """Says where to send events, whatever else is left out: with --port 0 nobody could know."""
    host, port = sockets[0].getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    note(f"listening at http://{shown}:{port}, appending to {to!r}; Ctrl-C ends the capture")
    if file.taken_out:
        session.note(f"the last line of {to!r} was cut off: {file.taken_out} bytes are taken out")
    if not has_plan:
        session.note("there is no plan here: payloads are captured, and not compared with anything")
    if not _is_loopback(sockets[0]):
        session.note("whoever reaches this machine can send events into the file")


def _is_loopback(listener: socket.socket) -> bool:
    return ip_address(listener.getsockname()[0]).is_loopback


async def _serve(server: Server, sockets: tuple[socket.socket, ...]) -> None:
    """Serves until Ctrl-C, or until the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt
            loop.add_signal_handler(number, stop.set)
    await server.run(sockets, stop)


def _conclude(session: Session, gateway: Gateway, printer: Printer, to: str) -> None:
    """Says what came in, and what to do with it."""
    counts = gateway.counts
    words = [f"{plural(counts.written, 'payload')} written to {to!r}"]
    words += [f"{printer.invalid} invalid"] if printer.invalid else []
    words += [f"{counts.refused} refused as the API would"] if counts.refused else []
    words += [f"{counts.left_out} not written"] if counts.left_out else []
    session.note(f"capture: {', '.join(words)}")
    if counts.written:
        session.note(f"next: tracking-plan validate {shlex.quote(to)}")
    if counts.left_out:
        sys.exit(1)
