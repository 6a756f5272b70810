"""The text of a first plan: its head, and an event as an example."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracking_plan.cli.init.surroundings import FoundSource
from tracking_plan.convert.plan_text import yaml_scalar
from tracking_plan.regular_file import real_path

_EXAMPLE = """\
events:
  Signed Up:
    description: Somebody created an account.
    trigger: Right after the account is stored.
    answers: activation
    status: draft  # planned; make it active once the code sends it
    properties:
      plan:
        description: The plan that was chosen.
        type: string
        enum: [free, pro]
        required: true
"""
_STYLE = """\
conventions:
  event_names: Title Case
  property_names: snake_case

"""


def example_plan(folder: Path, sources: Iterable[FoundSource]) -> str:
    """A plan with one event as an example."""
    return f"{plan_head(folder, sources)}{_STYLE}{_EXAMPLE}"


def plan_head(
    folder: Path, sources: Iterable[FoundSource], environments: Iterable[str] = ()
) -> str:
    """The head of a plan: its name, its environments where they are known, and its sources."""
    names = ", ".join(map(yaml_scalar, environments))
    lines = [
        "tracking_plan: 1",
        f"name: {yaml_scalar(_name(folder))}",
        "description: What this product measures, and why.",
        *([f"environments: [{names}]"] if names else ()),
        *_source_lines(sources),
    ]
    return "\n".join(lines) + "\n\n"


def _name(folder: Path) -> str:
    """The folder's name as a slug."""
    return re.sub(r"[^a-z0-9]+", "-", real_path(folder).name.lower()).strip("-") or "product"


def _source_lines(sources: Iterable[FoundSource]) -> Iterator[str]:
    """The platforms that send; nothing where none was found, since the plan has a default."""
    for number, source in enumerate(sources):
        if number == 0:
            libs = ", libs whose payload" if source.libs else ""
            yield f"sources:  # who sends; paths say whose code a file is{libs}"
        yield f"  {source.name}: {{{', '.join(_facts(source))}}}"


def _facts(source: FoundSource) -> Iterator[str]:
    for key, values in (("paths", source.paths), ("libs", source.libs)):
        if values:
            yield f"{key}: [{', '.join(map(yaml_scalar, values))}]"
