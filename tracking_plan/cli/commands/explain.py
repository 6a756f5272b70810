"""`tracking-plan explain`: a rule's page, or all that the plan says of an event."""

import re
from collections.abc import Iterator

import click

from tracking_plan.catalog.describe import describe
from tracking_plan.cli import completions
from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.options import plan_options
from tracking_plan.cli.session import Session
from tracking_plan.finding import Code
from tracking_plan.names.likeness import nearest
from tracking_plan.plan.event_names import EventNames
from tracking_plan.plan.model import Event
from tracking_plan.report.escape import visible
from tracking_plan.triage.rule_index import SELECTORS, all_codes, family
from tracking_plan.triage.selectors import ALL, RULES_ARE_LISTED, is_prefix

_ID = re.compile(r"[A-Za-z][0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_SDKS = "SDKS"
_EXPECT = re.compile(r"(#|//) expect: ")


@click.command()
@click.argument("subject", metavar="CODE|NAME|EVENT", shell_complete=completions.subjects)
@plan_options
def command(session: Session, subject: str) -> None:
    r"""Show the page of a rule, such as P101 or event-name-style, with its examples.

    Of a prefix, such as P1, or of ALL, list the rules. Where what is named is no rule, show all
    that the plan says of the event of that name. SDKS lists the functions that `usage` knows
    without an adapter.

    \b
    Examples:
      tracking-plan explain P101
      tracking-plan explain U
      tracking-plan explain "Checkout Completed"
      tracking-plan explain "Checkout Completed@1.3"
      tracking-plan explain SDKS
    """
    if not subject.strip():
        raise click.UsageError(f"name a rule or an event; {RULES_ARE_LISTED}")
    if subject == _SDKS:
        from tracking_plan.usage.sdks import listing, table  # nothing else here needs them

        put("".join(f"{line}\n" for line in listing.lines(table.SDKS)))
        return
    listed = _listed(subject)
    if listed:
        put("".join(map(_line, listed)))
        return
    pages = [page(code) for code in _codes(subject)]
    if pages:
        put("\n".join(pages))
        return
    put("".join(f"{visible(line)}\n" for line in _described(session, subject)))


def _described(session: Session, subject: str) -> Iterator[str]:
    """All that is known of an event: in the plan, and of what has been published."""
    try:
        event = _event(session, subject)
    except UnusableError:
        published = _published(session, subject)
        if not published:
            raise
        yield f"{subject!r} is no event of the plan; published versions:"
        yield from published
        return
    yield from describe(event)
    published = _published(session, event.name)
    if published:
        yield ""
        yield "published versions:"
        yield from published


def _published(session: Session, name: str) -> tuple[str, ...]:
    """A line for each published version; none where the plan cannot be read."""
    try:
        plan = session.plan()
    except UnusableError:
        return ()
    if not (session.folder / plan.registry.path).is_dir():
        return ()
    from tracking_plan.cli.published_versions import described  # 20 ms

    return tuple(described(session, plan, name))


def page(code: Code) -> str:
    """The page of a rule as text; flagged lines have its code."""
    state = "" if code.default else ", off unless `findings.extend_select` names it"
    head = f"{code.id} {code.name} ({code.severity}{state})"
    if not code.page:
        raise UnusableError("Python leaves the pages out (-OO): unset PYTHONOPTIMIZE")
    text = _EXPECT.sub(r"\1 ", code.text)
    return f"{head}\n\n{text}\n{_HOW if code.id.startswith('D2') else ''}"


_HOW = """
The word behind the version says how it was chosen: the payload declares it (declared), an older
minor of it (same-major) or a newer one (newer-minor); or it declares none, and this is the first
version that accepts it (inferred), or, as none does, the one with the fewest errors (closest).
"""


def _listed(text: str) -> tuple[Code, ...]:
    """The codes that begin so; none where the text is a whole code, or the beginning of none."""
    is_beginning = text == ALL or (is_prefix(text) and not _ID.fullmatch(text))
    return SELECTORS.codes(text) if is_beginning else ()


def _line(code: Code) -> str:
    state = "" if code.default else ", off"
    return f"{code.id}  {code.name} ({code.severity}{state}): {code.text.splitlines()[0]}\n"


def _codes(text: str) -> tuple[Code, ...]:
    """The codes with that id or name; two families may share a name (`unknown-event`)."""
    if _ID.fullmatch(text):
        return tuple(code for code in family(text[0].upper()) if code.id == text.upper())
    if _NAME.fullmatch(text):
        return tuple(code for code in all_codes() if code.name == text)
    return ()


def _event(session: Session, name: str) -> Event:
    """The event that the name means, by an old or a variant spelling, too."""
    if _ID.fullmatch(name):
        near = nearest(name, (code.id for code in all_codes()))
        raise UnusableError(f"there is no rule {name.upper()!r}; {_hint(near)}")
    try:
        plan = session.plan()
    except UnusableError as error:
        hint = _hint(SELECTORS.nearest(name))
        raise UnusableError(
            f"{name!r} is no rule ({hint}), and as for events, {error.message}"
        ) from None
    match = EventNames(plan).find(name)
    if match is not None:
        return match.event
    hint = _hint(nearest(name, plan.events) or SELECTORS.nearest(name))
    raise UnusableError(f"{name!r} is neither a rule nor an event of the plan; {hint}")


def _hint(near: str | None) -> str:
    return f"did you mean {near!r}?" if near else RULES_ARE_LISTED
