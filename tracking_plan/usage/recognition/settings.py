"""What is looked for in the code: SDKs, adapters and helpers, in which languages."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from msgspec.structs import replace

from tracking_plan.usage.facts.asking import Asking, question
from tracking_plan.usage.facts.handed_over import names_imported
from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.project.scope import CodeScope, source_finder
from tracking_plan.usage.project.test_files import test_finder
from tracking_plan.usage.recognition.computed_calls import may_call
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.recognition.posts import POSTERS
from tracking_plan.usage.recognition.prefilter import (
    foreign_words,
    prefilter,
    sending_calls,
    uses_of,
)
from tracking_plan.usage.recognition.renamed import GivenNames, NameFinder, own_name, renamed
from tracking_plan.usage.sdks.adapters import functions_of
from tracking_plan.usage.sdks.shape import Sdk, Tracking


@dataclass(frozen=True, slots=True)
class Uses:
    """Says of a file's content whether it uses some functions. `kind` tells them from others."""

    kind: str
    test: Callable[[bytes], bool]

    def __call__(self, content: bytes) -> bool:
        """Whether the content uses them."""
        return self.test(content)


class Settings:
    """The settings of one scan. `names` are the functions whose calls are wanted."""

    def __init__(
        self, scope: CodeScope, helpers: Helpers, sdks: Iterable[Sdk], languages: Languages
    ) -> None:
        self.asking = Asking()
        known = tuple(own_name(function) for function in functions_of(scope.adapters))
        self.helpers = helpers
        self.follows_wrappers = scope.are_wrappers_followed
        self.languages = languages
        self._source_of = source_finder(scope)
        self._is_test = None if scope.test_paths is None else test_finder(scope.test_paths)
        self._wrappers: frozenset[str] = frozenset()
        libraries, apis = (
            [one for one in sdks if bool(one.hosts) is is_api] for is_api in (False, True)
        )
        self._take(Tracking(sdks=tuple(libraries), functions=known, apis=tuple(apis)))

    def _take(self, tracking: Tracking) -> None:
        self.tracking = tracking
        self._state = (tracking, self._wrappers)
        deferrers = frozenset(name for language in self.languages for name in language.deferrers)
        self._named = tracking.names | self.helpers.names | deferrers
        posters = POSTERS if tracking.apis else frozenset()
        self.names = self._named | posters | self._wrappers
        self._prefilter = prefilter(tracking, self.helpers, self.languages)
        self._calls = sending_calls(tracking)

    @property
    def harmless(self) -> frozenset[str]:
        """The functions that change nothing of what they are given, those that track included."""
        return self.tracking.names.union(*(language.harmless for language in self.languages))

    @property
    def foreign_words(self) -> tuple[bytes, ...]:
        """Words of code in languages that are not read that seems to have a call."""
        return foreign_words(self.tracking, self._wrappers)

    @question
    def state(self) -> tuple[Tracking, frozenset[str]]:
        """What is looked for by now. The rest stays the same as long as a scan lasts."""
        return self._state

    @property
    def mentions_kind(self) -> str:
        """What tells `mentions` from what it says after more names were learned."""
        aliases = [sorted(one.aliases) for one in self.tracking.functions]
        return f"mentions {_digest(aliases)}"

    def learn(self, found: Callable[[NameFinder], Iterable[GivenNames]]) -> bool:
        """Adds the names that files give to described functions; says whether there are any.

        `found` has a finder look for them in each of the files.
        """
        functions = renamed(self.tracking.functions, found)
        if functions == self.tracking.functions:
            return False
        self._take(replace(self.tracking, functions=functions))
        return True

    def learn_wrappers(self, names: frozenset[str]) -> bool:
        """Adds the names of functions that track for their callers; says whether there are any."""
        if names <= self._named | self._wrappers:
            return False
        self._wrappers |= names
        self._state = (self.tracking, self._wrappers)
        self.names |= names
        return True

    def using(self, names: Iterable[str], files: Iterable[str] = ()) -> Uses:
        """What says of a file whether it uses functions of some names, or may any of some files."""
        names, files = sorted(names), sorted(files)
        named, computed = uses_of(names, self.languages), may_call(files)
        return Uses(_digest([names, files]), lambda content: named(content) or computed(content))

    def giving(self, names: Iterable[str]) -> Uses:
        """What says of a file whether it imports something of these names, and hands it on."""
        names = sorted(names)
        used = uses_of(names, self.languages)
        wanted = frozenset(name.encode() for name in names)
        return Uses(
            _digest([["giving"], names]),
            lambda content: used(content) and not wanted.isdisjoint(names_imported(content)),
        )

    def mentions(self, content: bytes) -> bool:
        """Whether a file can have a tracking call, or a comment for this tool."""
        return self._prefilter(content)

    def calls(self, content: bytes) -> int:
        """How many calls of the functions that send events a text seems to have."""
        return self._calls(content)

    def source_of(self, name: str) -> str | None:
        """The platform that a file belongs to; None: unknown."""
        return self._source_of(name)

    def is_test(self, name: str) -> bool:
        """Whether a file is a test whose calls are not judged."""
        return self._is_test is not None and self._is_test(name)


def _digest(texts: list[list[str]]) -> str:
    return blake2b(json.dumps(texts).encode(), digest_size=12).hexdigest()
