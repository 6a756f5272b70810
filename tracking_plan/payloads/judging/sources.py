"""Which source sent a payload, by its library, or by the platform that this runs on."""

from collections.abc import Mapping

from tracking_plan.altertable.libraries import PLATFORMS, SERVERS, without_scope
from tracking_plan.plan.model import Plan


class Sources:
    """The sources of a plan, by the libraries that send for them.

    JavaScript SDKs send the name of their package, scope included: `@altertable/altertable-js`
    and `altertable-js` are the same library, in a plan as in a payload.
    """

    def __init__(self, plan: Plan) -> None:
        claimed = {lib: name for name, source in plan.sources.items() for lib in source.libs}
        silent = {name for name, source in plan.sources.items() if not source.libs}
        known = {lib: name for lib, name in PLATFORMS.items() if name in silent or not plan.sources}
        unscoped = {without_scope(lib): name for lib, name in claimed.items()}
        self._by_lib: Mapping[str, str] = {**known, **unscoped, **claimed}
        self._platforms = silent if plan.sources else frozenset(PLATFORMS.values())

    def of(self, lib: str) -> str | None:
        """The source whose library this is; None where it is unknown."""
        return self._by_lib.get(lib) or self._by_lib.get(without_scope(lib))

    def of_platform(self, platform: str) -> str | None:
        """The source that is called like the platform; None where it names its libraries."""
        return platform if platform in self._platforms else None

    def is_server(self, lib: str) -> bool:
        """Whether a library is known to run on a server, where no SDK makes up ids."""
        return (self.of(lib) or PLATFORMS.get(without_scope(lib))) in SERVERS
