"""What `capture` prints: a line for each payload as it comes, and what was refused."""

from datetime import datetime

from tracking_plan.altertable.envelope import Kind
from tracking_plan.cli.console import note, put
from tracking_plan.gateway.api import Received
from tracking_plan.in_process.validator import Validator
from tracking_plan.in_process.verdict import Verdict
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.report.escape import visible

_MOST_COMPLAINTS = 100  # of different kinds
_WIDTH = 300  # characters of a line


class Printer:
    """Prints payloads without their values, and counts those that the plan does not have.

    `validator` None: there is no plan. `quiet`: what is right is not printed. `verbose`: all
    findings are, with their hints.
    """

    def __init__(self, validator: Validator | None, *, quiet: bool, verbose: bool) -> None:
        self._validator = validator
        self._quiet = quiet
        self._verbose = verbose
        self._complaints: set[str] = set()
        self._is_read = True
        self.invalid = 0

    def payload(self, received: Received, is_written: bool) -> None:
        """Prints a payload that came in."""
        verdict = None
        if self._validator is not None and received.value is not None:
            verdict = self._validator.check(received.value)
            self.invalid += not verdict.is_valid
        is_right = received.refusal is None and (verdict is None or not verdict.findings)
        if self._quiet and is_right and is_written:
            return
        self._print(_line(received, verdict, is_written=is_written))
        if self._verbose and verdict is not None:
            for finding in verdict.findings:
                self._print(f"    {finding}")

    def complaint(self, reason: str) -> None:
        """Says once why requests are refused."""
        if reason not in self._complaints and len(self._complaints) < _MOST_COMPLAINTS:
            self._complaints.add(reason)
            note(f"{_now()} refused: {reason}")

    def _print(self, line: str) -> None:
        if not self._is_read:
            return
        text = visible(line)
        try:
            put(f"{text if len(text) <= _WIDTH else text[: _WIDTH - 1] + '…'}\n")
        except (
            OSError
        ):  # nobody reads on, or nothing more fits; what comes is captured all the same
            self._is_read = False


def _line(received: Received, verdict: Verdict | None, *, is_written: bool) -> str:
    """The line of a payload: when, what, and what is wrong with it."""
    words = [_now(), str(received.kind), *_subject(received, verdict)]
    if received.refusal is not None:
        words.append(f"refused: {received.refusal}")
    if not is_written:
        words.append("(not written)")
    if verdict is not None and verdict.findings:
        codes = dict.fromkeys(one.code for one in verdict.findings)
        words += [" ".join(codes), _said(verdict)]
    elif received.refusal is None:
        words.append("ok" if verdict is not None else "captured")
    return " ".join(words)


def _subject(received: Received, verdict: Verdict | None) -> tuple[str, ...]:
    """The event and its version, as far as they are known."""
    if verdict is None or verdict.event is None:
        return _name(received)
    version = () if verdict.version is None else (verdict.version,)
    return (repr(verdict.event), *version)


def _name(received: Received) -> tuple[str, ...]:
    value = received.value
    name = value.get("event") if isinstance(value, dict) and received.kind is Kind.TRACK else None
    return (repr(shown(name)),) if isinstance(name, str) else ()


def _said(verdict: Verdict) -> str:
    """The first message, worst first, without the event and the version that the line has."""
    first = max(verdict.findings, key=lambda one: one.severity.rank)
    more = len(verdict.findings) - 1
    message = first.message
    if verdict.event is not None and message.startswith(repr(verdict.event)):
        _, colon, behind = message.partition(": ")
        message = behind if colon else message
    return f"{message} (and {more} more)" if more else message


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
