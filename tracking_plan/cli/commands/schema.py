"""`tracking-plan schema`: the JSON Schema of an event version, or of the plan format."""

import re

import click

from tracking_plan.cli import completions
from tracking_plan.cli.console import UnusableError, put_json
from tracking_plan.cli.options import plan_options
from tracking_plan.cli.session import Session
from tracking_plan.names.phrases import plural
from tracking_plan.plan.event_names import EventNames
from tracking_plan.plan.format.schema import plan_schema
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Event, EventVersion, Plan
from tracking_plan.plan.version import parse_version

_VERSIONED = re.compile(r"(?P<name>.+)@(?P<version>[0-9].*)", re.DOTALL)


@click.command()
@click.argument(
    "event", metavar="[EVENT[@VERSION]]", required=False, shell_complete=completions.events
)
@plan_options
def command(session: Session, event: str | None) -> None:
    r"""Print the JSON Schema (2020-12) of an event's properties.

    With @VERSION, such as "Checkout Completed@1.3" or "Checkout Completed@1" for the newest 1.x,
    that of an older version, out of the registry where the plan has it no more. Without EVENT, the
    schema of the plan format, for editors.

    \b
    Examples:
      tracking-plan schema "Checkout Completed@1.3"
      tracking-plan schema > tracking-plan.schema.json
    """
    if event is None:
        put_json(plan_schema())
        return
    plan = session.plan()
    try:
        found, version = resolve(plan, event)
    except UnusableError as error:
        from tracking_plan.cli.published_versions import find  # most versions are the plan's

        put_json(find(session, plan, event, error))
        return
    put_json(version_schema(plan, found, version))


def resolve(plan: Plan, text: str) -> tuple[Event, EventVersion]:
    """The event and the version of the plan that `EVENT` or `EVENT@VERSION` names.

    Raises:
        UnusableError: there is no such event or version.
    """
    if text in plan.events:
        event = plan.events[text]
        return event, event.current
    match = _VERSIONED.fullmatch(text)
    if match is None:
        _refuse_version(plan, text)
        event = _event(plan, text)
        return event, event.current
    event = _event(plan, match["name"])
    return event, _version(event, match["version"])


def _event(plan: Plan, name: str) -> Event:
    if name in plan.events:
        return plan.events[name]
    names = EventNames(plan)
    meant = names.find(name)
    near = meant.event.name if meant else names.nearest(name)
    hint = (
        f"did you mean {near!r}?"
        if near
        else f"{plan.path} has {plural(len(plan.events), 'event')}"
    )
    raise UnusableError(f"the plan has no event {name!r}; {hint}")


def _refuse_version(plan: Plan, text: str) -> None:
    """Raises where what follows an event's `@` is no version."""
    name, at, version = text.rpartition("@")
    if at and name in plan.events:
        known = ", ".join(str(each.version) for each in plan.events[name].versions)
        raise UnusableError(f"{version!r} is no version; {name!r} has {known}")


def _version(event: Event, text: str) -> EventVersion:
    """The version, or the newest of the major where the text names no minor."""
    wanted = parse_version(text)
    found = event.newest_of(wanted.major) if wanted is not None else None
    if "." in text:
        found = next((each for each in event.versions if each.version == wanted), None)
    if found is not None:
        return found
    known = ", ".join(str(version.version) for version in event.versions)
    raise UnusableError(f"{event.name!r} has no version {text!r}; it has {known}")
