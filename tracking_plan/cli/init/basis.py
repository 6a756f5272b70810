"""What a first plan is made from: an example, the code of the repository, or captures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tracking_plan.cli.console import put
from tracking_plan.cli.init.first_text import example_plan, plan_head
from tracking_plan.cli.init.surroundings import FoundSource, own_libs
from tracking_plan.cli.session import Session

_OWN_SDK = "altertable"  # whose payloads say which library sent them
_Sources = tuple[FoundSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """How a plan is made, and what to do then (`{named}` is what names the plan to a command).

    `print_missing` prints what a plan lacks that is there already; None: it is left as it is.
    """

    text: Callable[[Session, Path, _Sources], str]
    next_step: str
    print_missing: Callable[[Session, Path], None] | None = None


def _from_example(_: Session, root: Path, sources: _Sources) -> str:
    return example_plan(root.parent, sources)


def _from_code(session: Session, root: Path, sources: _Sources) -> str:
    from tracking_plan.cli.init.drafting import draft_plan  # only drafting pays for the scanners

    drafted = draft_plan(session, root, sources)
    shown = (
        replace(source, libs=own_libs(source.name) if _OWN_SDK in drafted.sdks else ())
        for source in sources
    )
    return plan_head(root.parent, shown) + drafted.text


def _print_missing_of_code(session: Session, root: Path) -> None:
    from tracking_plan.cli.init.drafting import draft_missing  # only drafting pays for the scanners

    text = draft_missing(session, session.plan())
    shown = session.shown_path(root)
    if text:
        session.note(f"{shown} is there already; put what it lacks into it:")
        put(text)
    else:
        session.note(f"{shown} has every event that the code is seen to send")


def _from_payloads(files: tuple[str, ...], session: Session, root: Path, sources: _Sources) -> str:
    from tracking_plan.cli.init.inferring import infer_plan  # only inference pays for lint's rules

    inferred = infer_plan(session, files, sources)
    return plan_head(root.parent, inferred.sources, inferred.environments) + inferred.text


def _print_missing_of_payloads(files: tuple[str, ...], session: Session, root: Path) -> None:
    from tracking_plan.cli.init.missing import print_missing  # only inference pays for lint's rules

    print_missing(session, root, files)


_MEANING = "Say in the plan what each event means: tracking-plan lint{named} lists what is missing."
EXAMPLE = Basis(
    text=_from_example,
    next_step=(
        "Write your events into the plan, or draft them: tracking-plan init --from-code{named}."
    ),
)
CODE = Basis(text=_from_code, next_step=_MEANING, print_missing=_print_missing_of_code)


def payloads(files: tuple[str, ...]) -> Basis:
    """The basis that captured payloads are."""
    return Basis(
        text=partial(_from_payloads, files),
        next_step=_MEANING,
        print_missing=partial(_print_missing_of_payloads, files),
    )
