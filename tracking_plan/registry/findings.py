"""Changes for which a version is not high enough, as findings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracking_plan.finding import Code, Finding, Related, Severity, Together
from tracking_plan.names.phrases import json_text, plural
from tracking_plan.place import Json, Place
from tracking_plan.registry import codes
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.open_keys import is_open_key
from tracking_plan.registry.steps.change import Bump, Change, Effect
from tracking_plan.registry.steps.step import Shared, Step
from tracking_plan.registry.verdict import Verdict, Weighed
from tracking_plan.registry.wording import listed
from tracking_plan.rule import Found, Problem, finding

_MAX_PLACES = 5
_MAX_WITNESS = 200  # characters of a witness that a hint shows


def findings(compared: Iterable[Compared], root: Place) -> Iterator[Finding]:
    """A finding for each refused change; those that a shared definition makes are said as one.

    What is gone is reported at `root`.
    """
    for event in compared:
        for (code, problem), says, shared in _of_event(event, root):
            if shared is not None:
                problem = _of_shared(problem, says, shared)
            yield replace(finding(code, problem), severity=Severity.ERROR)


def _of_shared(problem: Problem, says: str, shared: Shared) -> Problem:
    """The problem with the place of the shared definition; with others of it, it is one problem."""
    here = Related(message=f"the shared {shared.name!r}", at=shared.at)
    related = (*problem.related, here)
    return replace(problem, related=related, together=_together(says, shared))


def _together(says: str, shared: Shared) -> Together:
    """How the problems of several events that a shared definition changes are said."""

    def say(each: tuple[Problem, ...]) -> Problem:
        events = list(dict.fromkeys(f"{one.event} {one.version}" for one in each))
        return replace(
            each[0],
            message=f"the shared {shared.name!r} {says}, for which the versions of"
            f" {plural(len(events), 'event')} are too low: {listed(events)}",
            at=shared.at,
            related=tuple(one for one in each[0].related if one.at != shared.at),
            event=None,
            version=None,
            count=len(each),
            places=tuple(one.at for one in each if one.at is not None)[:_MAX_PLACES],
            together=None,
        )

    return Together(key=(shared.name, says), least=2, say=say, at=shared.at)


def _of_event(event: Compared, root: Place) -> Iterator[tuple[Found, str, Shared | None]]:
    for verdict in event.verdicts:
        for code, problem, says in _of_step(verdict, root):
            new = verdict.step.new
            shared = new.places.shared(problem.property or "") if new is not None else None
            yield (code, problem), says, shared


def _of_step(verdict: Verdict, root: Place) -> Iterator[tuple[Code, Problem, str]]:
    step = verdict.step
    for one in verdict.refused:
        subject = (
            f"property {one.change.path!r} {one.change.says}"
            if one.change.path
            else (f"the event {one.change.says}")
        )
        says = f"{subject}; {_needs(verdict, one)}"
        hint = _hint(one, is_older=step.new is not None and not step.new.is_current)
        problem = _problem(step, one.change, f"{step.event!r}: {says}", hint, root)
        yield one.code, problem, one.change.says
    if verdict.went_down and step.old is not None and step.new is not None:
        says = f"the version went down from {step.old.version} to {step.new.version}"
        change = Change(says=says, producers=Effect.SAFE, consumers=Effect.SAFE, key="version")
        problem = _problem(step, change, f"{step.event!r}: {says}", "versions only grow", root)
        yield codes.WENT_DOWN, problem, says
    if verdict.is_unexplained:
        says = "payloads that were valid are refused, and no rule says why"
        change = Change(says=says, producers=Effect.BREAK, consumers=Effect.SAFE)
        shown = refuted_by(verdict)
        yield (
            codes.UNEXPLAINED,
            _problem(step, change, f"{step.event!r}: {says}", shown, root),
            says,
        )


def _needs(verdict: Verdict, one: Weighed) -> str:
    """Which version the change needs by itself; another one of the step may need a higher."""
    if one.bump is Bump.REFUSED:
        return "no version makes up for that"
    old = verdict.step.old
    assert old is not None
    assert verdict.step.new is not None
    to = verdict.version_for(one.bump)
    return f"needs version {to}, has {verdict.step.new.version} (before: {old.version})"


def _hint(one: Weighed, *, is_older: bool) -> str:
    """Whom the change breaks, with a payload that shows it, and what to do."""
    broken = [
        f"breaks what {who}" if effect is Effect.BREAK else f"may break what {who}"
        for who, effect in (("sends it", one.change.producers), ("reads it", one.change.consumers))
        if effect in (Effect.BREAK, Effect.UNKNOWN)
    ]
    shown = f": {shortened(one.witness)} was valid" if one.witness is not None else ""
    first = f"{' and '.join(broken)}{shown}" if broken else ""
    said = [first, one.change.hint or ""]
    if one.captured is None and one.bump is Bump.MAJOR and is_open_key(one.change):
        said.append("a minor is enough where `--captured FILE` has payloads and none sends the key")
    if is_older and one.bump is Bump.MAJOR:
        said.append("it is an older version: restore it as it was")
    elif one.bump is not Bump.REFUSED:
        said.append("`tracking-plan diff --write-bump` writes the version")
    return "; ".join(filter(None, said))


def refuted_by(verdict: Verdict) -> str:
    """What shows that payloads of before are refused."""
    if verdict.counterexample is None:
        return "a comparison of the two schemas shows it, and no example was found"
    return f"such as {shortened(verdict.counterexample)}"


def shortened(value: Json) -> str:
    """A payload as JSON on one line, cut where it is long."""
    text = json_text(value)
    return text if len(text) <= _MAX_WITNESS else f"{text[: _MAX_WITNESS - 1]}…"


def _problem(step: Step, change: Change, message: str, hint: str, root: Place) -> Problem:
    here = step.new or step.left
    at = here.places.of(change.path, change.key) if here is not None else root
    before = step.old.places.of(change.path, change.key) if step.old is not None else None
    return Problem(
        message=message,
        at=at,
        hint=hint or None,
        related=(Related(message="before", at=before),) if before is not None else (),
        event=step.event,
        version=str(step.known.version),
        property=change.path or None,
    )
