"""The plan's settings as values: conventions, sources, targets, and what is reported how severely.

They are named tuples: ten dataclasses would cost every command several milliseconds.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from tracking_plan.plan.text.origin import Origin


class Source(NamedTuple):
    """A platform that sends: the files of its code, and the `$lib` values of its payloads."""

    name: str
    paths: tuple[str, ...] = ()
    libs: tuple[str, ...] = ()


class OwnRule(NamedTuple):
    """A rule that the plan states for itself: names that match are reported.

    `events` and `properties` are linear-time regular expressions; None: not looked at.
    """

    name: str
    message: str
    severity: str
    origin: Origin
    events: str | None = None
    properties: str | None = None


class Compatibility(StrEnum):
    """Which directions of a change decide the bump that it needs."""

    ALL = "all"
    PRODUCERS = "producers"
    CONSUMERS = "consumers"
    NONE = "none"


class NameStyle(NamedTuple):
    """How names are written: one of the named styles, or a pattern; the other is None."""

    style: str | None = None
    pattern: str | None = None


DEFAULT_QUESTIONS = ("activation", "conversion", "engagement", "retention")
DEFAULT_SOURCES = ("web", "ios", "android", "backend")
DEFAULT_MAX_PROPERTIES = 30


class Conventions(NamedTuple):
    """What "right" means in this plan. A style of None: the minority style is flagged."""

    event_names: NameStyle | None = None
    property_names: NameStyle | None = None
    event_grammar: str | None = None
    questions: tuple[str, ...] = DEFAULT_QUESTIONS
    require: tuple[str, ...] = ("description",)
    max_properties: int = DEFAULT_MAX_PROPERTIES
    compatibility: Compatibility = Compatibility.ALL
    rules: tuple[OwnRule, ...] = ()


class Adapter(NamedTuple):
    """A tracking function of the user's own, or a component, described for the code checker.

    `event`, `properties` and `user_id` are the positions and keywords under which the argument
    may be given; empty: the adapter says nothing of it. `takes_rest`: the properties are the other
    keywords. `template` says what is sent (None: the event as it is given), `name_transform` how a
    member of an enumeration becomes a name. `callee` and `component` exclude each other. `module`
    is where it has to come from (None: from anywhere), `paths` are patterns of the files whose
    calls are meant (none: all). `adds` are the properties that it sends beside those that it is
    given.
    """

    name: str
    origin: Origin
    languages: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    callee: str | None = None
    component: str | None = None
    attribute: str | None = None
    event: tuple[int | str, ...] = ()
    template: str | None = None
    properties: tuple[int | str, ...] = ()
    takes_rest: bool = False
    user_id: tuple[int | str, ...] = ()
    name_transform: str | None = None
    module: str | None = None
    adds: tuple[str, ...] = ()


class UsageSettings(NamedTuple):
    """Where the code is, and how its tracking calls look. No `paths`: the root's folder.

    `are_tests_judged`: calls in tests are judged like the product's own. `test_paths` are
    patterns of files that are tests, beside those that are known by their name or folder.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    follow_wrappers: bool = True
    are_tests_judged: bool = False
    test_paths: tuple[str, ...] = ()


class Target(NamedTuple):
    """One output of `generate`. `output` is relative to the root file's folder."""

    target: str
    output: str
    origin: Origin
    sources: tuple[str, ...] | None = None
    python: str = "3.10"
    runtime: str = "vendored"
    template: str | None = None


class FindingSettings(NamedTuple):
    """Which findings the plan wants, and how severe. The command line overrides it."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = MappingProxyType({})
    fail_on: str = "error"
    baseline: str | None = None
    origin: Origin | None = None


class RegistrySettings(NamedTuple):
    """Where published versions are kept, below the root's folder, and what their ids begin with."""

    path: str
    base_uri: str
