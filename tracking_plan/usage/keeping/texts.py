"""What the texts of files say, kept from scan to scan: a file that is unchanged is not read."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, TypeVar

from tracking_plan.usage.keeping.stamps import Stamp, is_settled, stamp_of
from tracking_plan.usage.project.files import Unread, read_code

_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file: its content by a digest, its stamp, and what its text says.

    `stamp` None: it has to be read to know whether it is the same.
    """

    digest: str
    stamp: Stamp | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class Texts:
    """The texts of files by their paths. `kept`: what was known of them in earlier scans.

    `is_kept` False: nothing is known of them, and nothing will be.
    """

    def __init__(self, *, is_kept: bool = False) -> None:
        self.is_kept = is_kept
        self.is_steady = True  # no file was changed while the scan ran
        self._earlier: dict[str, Known] = {}
        self._known: dict[str, Known | None] = {}
        self._asked: set[str] = set()
        self._has_news = False

    def look(self, path: str) -> Known | None:
        """What is known of a file as it is now, by its stamp; None: it has to be read."""
        if path not in self._known:
            earlier = self._earlier.get(path)
            stamp = earlier.stamp if earlier is not None else None
            is_same = stamp is not None and stamp == stamp_of(path)
            self._known[path] = earlier if is_same else None
        return self._known[path]

    def read(self, path: str) -> bytes | Unread:
        """The text of a file."""
        if not self.is_kept:
            return read_code(path)
        stamp, now = stamp_of(path), time.time_ns()
        content = read_code(path)
        if isinstance(content, Unread):
            self._note(path, None)
            return content
        digest = blake2b(content, digest_size=16).hexdigest()
        known = self._known.get(path) or self._earlier.get(path)
        facts = dict(known.facts) if known is not None and known.digest == digest else {}
        is_lasting = stamp is not None and is_settled(stamp, now) and stamp == stamp_of(path)
        self._note(path, Known(digest, stamp if is_lasting else None, facts))
        return content

    def _note(self, path: str, known: Known | None) -> None:
        before = self._known.get(path)
        if before is not None and (known is None or known.digest != before.digest):
            self.is_steady = False
        self._has_news |= self._earlier.get(path) != known
        self._known[path] = known

    def digest(self, path: str) -> str | None:
        """What no other content of the file has; None where it cannot be read."""
        known = self.look(path)
        if known is None:
            self.read(path)
            known = self._known[path]
        return known.digest if known is not None else None

    def fact(
        self,
        path: str,
        kind: str,
        find: Callable[[bytes], _Fact],
        read: Callable[[], bytes | None] | None = None,
    ) -> _Fact | None:
        """What the text of a file says; None where it cannot be read.

        `kind` names what is found, with all that it depends on but the text. `read` gives the text
        where that is in memory.
        """
        self._asked.add(kind)
        known = self.look(path)
        if known is None or kind not in known.facts:
            content = read() if read is not None else self.read(path)
            if not isinstance(content, bytes):
                return None
            found = find(content)
            self.put(path, kind, found)
            return found
        fact: _Fact = known.facts[kind]
        return fact

    def known_fact(self, path: str, kind: str) -> Any:
        """What is known of the text of a file as it is now; None: it is not."""
        self._asked.add(kind)
        known = self.look(path)
        return known.facts.get(kind) if known is not None else None

    def put(self, path: str, kind: str, fact: object, digest: str | None = None) -> None:
        """Keeps what the text of a file says. `digest` is of what another process has read."""
        self._asked.add(kind)
        known = self._known.get(path)
        if known is None or not self.is_kept:
            return
        if digest not in (None, known.digest):
            self.is_steady = False
        known.facts[kind] = fact
        self._has_news = True

    def use(self, *kinds: str) -> None:
        """Notes that facts of some kinds are asked for, so that they stay."""
        self._asked.update(kinds)

    def known(self, path: str) -> Known | None:
        """What is known of a file that was read: for another process."""
        return self._known.get(path)

    def take(self, path: str, known: Known | None) -> None:
        """What another process knows of a file that it has read."""
        self._note(path, known)
        self._asked.update(known.facts if known is not None else ())

    def restore(self, earlier: Iterable[tuple[str, Known]]) -> None:
        """Takes what was known in an earlier scan."""
        self._earlier = dict(earlier)

    def lasting(self) -> dict[str, Known]:
        """What is known, as far as it was asked for in this scan."""
        return {
            path: replace(one, facts={k: v for k, v in one.facts.items() if k in self._asked})
            for path, one in sorted(self._known.items())
            if one is not None
        }

    @property
    def has_news(self) -> bool:
        """Whether anything is known that was not known before, or is not known any more."""
        known = {path for path, one in self._known.items() if one is not None}
        return self._has_news or known != self._earlier.keys()
