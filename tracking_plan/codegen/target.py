"""A target language as one value: all that `codegen` has to know of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.codegen.model import HelperModule
from tracking_plan.codegen.names import Naming
from tracking_plan.plan.settings import Target


class Fault(NamedTuple):
    """Why a target cannot be generated. `key` is the key of the target that says so."""

    key: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLanguage:
    """A row of `targets.table`.

    `comment` begins a comment that ends with its line, and `literal` writes a text so that it stays
    on one. `template` is the number of the output's form: it grows when the same plan gives other
    text. `callers` are the languages whose code calls the helpers. `ending` is that of the files it
    writes, `library` the folder of those that are the same for every plan (None: there are none).
    `faults` are asked of targets whose output is a folder that may be written to. `render` gives
    the files by their paths in it, without headers; `notes` say what the helpers do not check.
    """

    comment: str
    template: int
    callers: frozenset[str]
    ending: str
    library: str | None
    naming: Naming
    literal: Callable[[str], str]
    faults: Callable[[Target], Iterator[Fault]]
    render: Callable[[HelperModule, Target], Mapping[str, str]]
    notes: Callable[[HelperModule], Iterator[str]]
