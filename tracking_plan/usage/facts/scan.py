"""The result of a scan: the calls of a project, and a record of what could not be read."""

from collections.abc import Container, Iterable

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import Place
from tracking_plan.suppression import Suppression
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.client import Client


class Skipped(Struct, frozen=True, kw_only=True):
    """A file, or a whole folder, that was not read, why, and whether it may have calls."""

    at: Place
    reason: str
    may_have_calls: bool
    what: str = "file"


class Foreign(Struct, frozen=True, kw_only=True):
    """A file that seems to have calls, in a language that is not read.

    `calls` counts those that can be seen in its text. `source` is its platform (None: unknown).
    `events` are those of the plan that it names. `has_calls` False: that is all there is in it.
    """

    name: str
    ending: str
    calls: int
    source: str | None = None
    events: frozenset[str] = frozenset()
    has_calls: bool = True


class Unseen(Struct, frozen=True, kw_only=True):
    """Code of the project that was not looked at, by its names.

    `submodules` and the files that are `absent` are not checked out. Those that are `left_out`
    mention tracking, and are in folders of what is built, outside of git.
    """

    submodules: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Unanswered(Struct, frozen=True, kw_only=True):
    """A repository of which git did not say what belongs to it, why, and what to do about it."""

    folder: str
    reason: str
    hint: str


class Hidden(Struct, frozen=True, kw_only=True):
    """An example of code that is there and is not the project's.

    `by` is the line that has git ignore it; None: it is in a folder that is left out outside git.
    """

    name: str
    by: str | None


class EmptyPath(Struct, frozen=True, kw_only=True):
    """A path that was named on the command line and has no code; `reason` says what it is."""

    at: Place
    reason: str


class Scan(Struct, frozen=True, kw_only=True):
    """What was found in the code.

    `doubtful` are calls that may be of other functions than an SDK's: no rule reports them, and
    none those that are `in_tests`. Those that are `forwarding` send what the callers of the
    function around them give, which are calls by themselves. `clients` are what they are made with.
    `unparsed` are places near calls that could not be parsed. `files` counts the files that
    were looked at, `parsed` those that mention tracking at all, `tests` those that are tests.
    `names` are the files of code that the project has, read or not. `sources` are the platforms of
    the plan of which files were looked at, `unread` those with code that was not read (None: of
    unknown source), and `foreign` the files of it that are in other languages. `unanswered` are
    repositories that were read without git. `hidden` has examples of code that patterns without
    code would match. `test_paths` are those that were named and have nothing but tests.
    `is_whole`: no part of the code was left out.
    """

    calls: tuple[Call, ...] = ()
    doubtful: tuple[Call, ...] = ()
    in_tests: tuple[Call, ...] = ()
    forwarding: tuple[Call, ...] = ()
    clients: tuple[Client, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unparsed: tuple[Place, ...] = ()
    files: int = 0
    parsed: int = 0
    tests: int = 0
    sources: frozenset[str] = frozenset()
    unread: frozenset[str | None] = frozenset()
    foreign: tuple[Foreign, ...] = ()
    names: tuple[str, ...] = ()
    empty_paths: tuple[EmptyPath, ...] = ()
    test_paths: tuple[Place, ...] = ()
    unseen: Unseen = Unseen()
    unanswered: tuple[Unanswered, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    is_whole: bool = True


def limited(scan: Scan, paths: Container[str], sources: frozenset[str | None]) -> Scan:
    """What was found in some of the files; `sources` are the platforms that these belong to."""

    def own(calls: Iterable[Call]) -> tuple[Call, ...]:
        return tuple(call for call in calls if call.at.path in paths)

    return replace(
        scan,
        calls=own(scan.calls),
        doubtful=own(scan.doubtful),
        in_tests=own(scan.in_tests),
        forwarding=own(scan.forwarding),
        suppressions=tuple(one for one in scan.suppressions if one.at.path in paths),
        skipped=tuple(one for one in scan.skipped if one.what != "file" or one.at.path in paths),
        unparsed=tuple(place for place in scan.unparsed if place.path in paths),
        sources=frozenset(source for source in sources if source is not None),
    )


def merged(scans: Iterable[Scan]) -> Scan:
    """The calls and problems of several files, in their order."""
    every = tuple(scans)
    return Scan(
        calls=tuple(call for scan in every for call in scan.calls),
        doubtful=tuple(call for scan in every for call in scan.doubtful),
        in_tests=tuple(call for scan in every for call in scan.in_tests),
        forwarding=tuple(call for scan in every for call in scan.forwarding),
        clients=tuple(client for scan in every for client in scan.clients),
        suppressions=tuple(found for scan in every for found in scan.suppressions),
        skipped=tuple(skipped for scan in every for skipped in scan.skipped),
        unparsed=tuple(place for scan in every for place in scan.unparsed),
        unread=frozenset(source for scan in every for source in scan.unread),
        parsed=len(every),
    )
