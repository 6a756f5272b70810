"""What the common options say."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.cli.delivery import Destination
from tracking_plan.payloads.input.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The common options as given. None: not given. What a command lacks keeps its default."""

    plan_path: str | None = None
    formats: tuple[Destination, ...] = ()
    output: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    baseline: str | None = None
    write_baseline: bool = False
    prune_baseline: bool = False
    today: datetime.date | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    figures: bool = False
    statistics: bool = False
    no_cache: bool = False
    shape: Shape | None = None


class Fixing(NamedTuple):
    """How findings are to be fixed. `is_shown`: what that would change is shown, not written."""

    is_unsafe: bool
    is_shown: bool
