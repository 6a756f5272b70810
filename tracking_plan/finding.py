"""Findings, the one currency: every stage that judges yields them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.place import Place, Span


class Severity(StrEnum):
    """How bad a finding is. Only errors fail a run, unless `fail_on` says otherwise."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error: a floor is a `>=`."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


class FailOn(StrEnum):
    """The least severity that fails a run; `never`: none does."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"

    def is_failure(self, severity: Severity) -> bool:
        """Whether a finding of the severity fails the run."""
        return self is not FailOn.NEVER and severity.rank >= Severity(self.value).rank


class Safety(StrEnum):
    """Whether a fix can be applied unseen."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Code(NamedTuple):
    """A kind of finding: a stable id, a name that says what is wrong, and its page.

    `page` is Markdown: why it matters, a bad and a good example. `default` is False for
    rules that a plan has to ask for (`extend_select`). A Python that leaves docstrings out (`-OO`)
    leaves pages out: `text` is then the name.
    """

    id: str
    name: str
    severity: Severity
    page: str
    default: bool = True

    @property
    def text(self) -> str:
        """The page without blank lines around it; the name where there is no page."""
        return (self.page or "").strip() or self.name


class Related(NamedTuple):
    """Another place that a finding refers to."""

    message: str
    at: Place


class Edit(NamedTuple):
    """One replacement: the text at `span` of the file `path` becomes `text`."""

    path: str
    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that together remove the cause of a finding."""

    safety: Safety
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """How problems of one `key` are said as one, where at least `least` of them are shown.

    `say` makes the one problem of them all. A comment that covers `at` silences each of them.
    """

    key: Hashable
    least: int
    say: Callable[[tuple["Problem", ...]], "Problem"] = field(compare=False)
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong, where, and what to do about it: what a check yields.

    `at` is None only where there is no file to point to (standard input has the path `-`).
    `event` and `property` are wire names (`items[].sku`); `version` is `MAJOR.MINOR`; None
    where the problem is about none. `together` says as what one of many it may be shown, None:
    always by itself. Grouped problems have a `count` of occurrences and their
    first `places`; single ones a count of 1 and no places. `severity` is None for the rule's
    own; a check sets it only where one rule has milder cases.
    """

    message: str
    at: Place | None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    event: str | None = None
    version: str | None = None
    property: str | None = None
    count: int = 1
    places: tuple[Place, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    together: Together | None = None

    def with_places(self, move: Callable[[Place], Place]) -> "Problem":
        """The same problem, all of its places moved. A fix stays: its edits are of files."""
        return replace(
            self,
            at=self.at and move(self.at),
            related=tuple(one._replace(at=move(one.at)) for one in self.related),
            places=tuple(map(move, self.places)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem, the code of the rule that found it, and how severe it is in this run."""

    code: Code
    severity: Severity
    problem: Problem
