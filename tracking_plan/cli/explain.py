"""`tracking-plan explain`: a rule's page, or all that the plan says of an event."""

import re

import click

from tracking_plan.cli.catalog import all_codes, family
from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.options import plan_options
from tracking_plan.cli.session import Session
from tracking_plan.finding import Code
from tracking_plan.plan.model import Event
from tracking_plan.plan.names import EventNames, nearest
from tracking_plan.report.describe import describe
from tracking_plan.report.escape import visible

_ID = re.compile(r"[A-Za-z][0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_EXPECT = re.compile(r"(#|//) expect: ")


@click.command()
@click.argument("subject", metavar="CODE|NAME|EVENT")
@plan_options
def command(session: Session, subject: str) -> None:
    r"""Show the page of a rule, such as P101 or event-name-style, with its examples.

    Where SUBJECT is no rule, show all that the plan says of the event of that name.

    \b
    Examples:
      tracking-plan explain P101
      tracking-plan explain "Checkout Completed"
    """
    pages = [page(code) for code in _codes(subject)]
    if pages:
        put("\n".join(pages))
        return
    event = _event(session, subject)
    put("".join(f"{visible(line)}\n" for line in describe(event)))


def page(code: Code) -> str:
    """The page of a rule as text; what the rule flags in the examples bears its code."""
    state = "" if code.default else ", off unless `findings.extend_select` names it"
    head = f"{code.id} {code.name} ({code.severity}{state})"
    text = _EXPECT.sub(r"\1 ", code.page).strip()
    return f"{head}\n\n{text}\n"


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
        hint = f"did you mean {near}?" if near else "docs/rules.md lists them"
        raise UnusableError(f"there is no rule {name.upper()!r}; {hint}")
    plan = session.plan()
    names = EventNames(plan)
    match = names.find(name)
    if match is not None:
        return match.event
    close = nearest(name, (*plan.events, *(code.name for code in all_codes())))
    hint = f"did you mean {close!r}?" if close else "'tracking-plan lint --stats' counts them"
    raise UnusableError(f"{name!r} is neither a rule nor an event of the plan; {hint}")
