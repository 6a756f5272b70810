"""What a target language is to the rest of `codegen`: all that is not neutral, as one value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.codegen.chosen_versions import Reserved
from tracking_plan.codegen.model import HelperModule
from tracking_plan.plan.settings import Target


class Fault(NamedTuple):
    """Why a target cannot be generated. `key` is the key of the target that says so."""

    key: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A row of `targets.LANGUAGES`.

    `comment` begins a comment that ends with its line, `literal` writes a text so that it stays
    on one. `template` is the number of the output's form: it grows when the same plan gives other
    text. `reserved` holds the words of the language, too. `faults` are asked of targets whose
    output is a folder that may be written to. `render` gives the files by their paths in it,
    without headers; `notes` say what the helpers do not check.
    """

    comment: str
    template: int
    reserved: Reserved
    literal: Callable[[str], str]
    faults: Callable[[Target], Iterator[Fault]]
    render: Callable[[HelperModule, Target], Mapping[str, str]]
    notes: Callable[[HelperModule], Iterator[str]]
