"""Published versions by name: those that the plan no longer has, and what became of each."""

import re
from collections.abc import Iterator

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.registry_state import readable, registry_state
from tracking_plan.cli.session import Session
from tracking_plan.place import JsonSchema
from tracking_plan.plan.model import Plan
from tracking_plan.plan.version import Version
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.version_file import Frozen

_VERSIONED = re.compile(r"(?P<name>.+)@(?P<major>[0-9]{1,9})(\.(?P<minor>[0-9]{1,9}))?", re.DOTALL)


def find(session: Session, plan: Plan, text: str, refusal: UnusableError) -> JsonSchema:
    """The published schema that `EVENT` or `EVENT@VERSION` names, where the plan has none.

    Raises:
        UnusableError: the refusal, with the published versions where there are any.
    """
    before = registry_state(session, plan).published
    name, wanted = _taken_apart(before, text)
    files = _files(before, name)
    found = [file for file in files if _is_wanted(file.key[1], wanted)]
    if not files:
        raise refusal
    if not found:
        known = ", ".join(str(file.key[1]) for file in files)
        raise UnusableError(f"{refusal.message}; published: {known}")
    file = found[0]
    if file.path in before.corrupt:
        says = (
            f"{name!r} {file.key[1]} is not as it was published: {plan.registry.path}/{file.path}"
        )
        raise UnusableError(f"{says}; `tracking-plan lint` says more")
    session.note(f"{name!r} {file.key[1]} is not in the plan any more: from the registry")
    with readable():
        return file.schema


def described(session: Session, plan: Plan, text: str) -> Iterator[str]:
    """A line for each published version that `EVENT` or `EVENT@VERSION` names, with its status.

    Those follow that the event was published as under another name: one of its `previous_names`, or
    one that the index says has become it.
    """
    before = registry_state(session, plan).published
    name, wanted = _taken_apart(before, text)
    for old in (name, *_earlier_names(plan, before, name)):
        files = [file for file in _files(before, old) if _is_wanted(file.key[1], wanted)]
        if files and old != name:
            yield f"published as {old!r}, which is {name!r} now:"
        yield from (_line(plan, before, file) for file in files)


def _line(plan: Plan, before: Published, file: Frozen) -> str:
    entry = before.known_entries.get(file.key)
    status = "status unknown" if entry is None else str(entry.status)
    until = f", sunset {entry.sunset}" if entry is not None and entry.sunset else ""
    new_name = f", renamed to {entry.renamed_to!r}" if entry and entry.renamed_to else ""
    return f"  {file.key[1]}  {status}{until}{new_name}  {plan.registry.path}/{file.path}"


def _earlier_names(plan: Plan, before: Published, name: str) -> list[str]:
    """The names that an event had before, by the plan and by the index."""
    event = plan.events.get(name)
    found = [name, *dict.fromkeys(event.previous_names if event is not None else ())]
    became = {key[0]: entry.renamed_to for key, entry in before.known_entries.items()}
    for known in found:  # grows while it is gone through
        earlier = (old for old, new in became.items() if new == known)
        found += [old for old in earlier if old not in found]
    return found[1:]


def _taken_apart(before: Published, text: str) -> tuple[str, tuple[int, int | None] | None]:
    """The event, and the major and minor that are named; the event's own name may have an `@`."""
    match = _VERSIONED.fullmatch(text)
    if match is None or any(event == text for event, _ in before.files):
        return text, None
    minor = match["minor"]
    return match["name"], (int(match["major"]), None if minor is None else int(minor))


def _files(before: Published, name: str) -> list[Frozen]:
    """The published versions of an event, newest first."""
    files = (file for (event, _), file in before.files.items() if event == name)
    return sorted(files, key=lambda file: file.key[1], reverse=True)


def _is_wanted(version: Version, wanted: tuple[int, int | None] | None) -> bool:
    if wanted is None:
        return True
    major, minor = wanted
    return version.major == major and minor in (None, version.minor)
