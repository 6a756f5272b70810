"""Which functions the text of code seems to call with names of events: what is worth parsing for.

All text of a project is looked at once. Only what is found here is parsed; whether it is what it
seems to be, the facts say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracking_plan.usage.discovery.words import event_likeness, tracking_weight

_STEMS = (
    rb"[Tt]rack|[Tt]elemetry|[Aa]nalytic|[Cc]aptur|[Ee]vent|[Mm]ixpanel|[Pp]osthog|[Aa]mplitude|"
    rb"gtag|[Ll]og|[Ss]end|[Rr]ecord|[Rr]eport|[Ee]mit|[Pp]ublish|[Pp]ush|[Ff]ire|[Cc]ollect|"
    rb"[Mm]easure|[Mm]etric"
)
_CALL = re.compile(rb"(?:" + _STEMS + rb")[\w$]{0,60}\s{0,3}(?:\?\.)?\(")
_BEFORE = re.compile(rb"[\w$]*$")
_OWNERS = re.compile(rb"([\w$]+)(?:\(\))?(?:\?|!)?\.\s*$")
_NAME = re.compile(rb"[\w$]+")
_DEFINES = re.compile(rb"(?:\bdef|\bfunction\*?|\bclass|\basync)\s+$")
_GIVEN = re.compile(rb"""(["'`])([^"'`\n]{1,100})\1|\b([A-Z][\w$]*(?:\.[\w$]+)+)""")
_LONGEST_NAME = 60
_BEHIND = 240  # bytes in which the name of an event follows on the bracket
_MOST_NAMES = 60  # functions that are looked at, those with most names of events first


@dataclass(slots=True)
class TextSearch:
    """What the text of the files that were added seems to call, and with what."""

    _given: dict[str, dict[str, float]] = field(default_factory=dict)
    _weights: dict[tuple[bytes, bytes], float] = field(default_factory=dict)

    def add(self, content: bytes) -> None:
        """Looks at one more file."""
        for name, given in self._calls(content):
            self._given.setdefault(name, {}).setdefault(given, event_likeness(given))

    def names(self) -> frozenset[str]:
        """The functions that are worth a closer look, by their names."""
        counts = {name: sum(given.values()) for name, given in self._given.items()}
        found = [name for name, count in counts.items() if count >= 1]
        found.sort(key=lambda name: (-counts[name] * tracking_weight(name), -counts[name], name))
        return frozenset(found[:_MOST_NAMES])

    def _calls(self, content: bytes) -> Iterator[tuple[str, str]]:
        """The names of functions that may track, each with what stands behind its bracket."""
        for match in _CALL.finditer(content):
            start = match.start()
            head = content[max(0, start - _LONGEST_NAME) : start]
            begun = _BEFORE.search(head)
            own = begun.group() if begun else b""
            before = head[: len(head) - len(own)]
            rest = _NAME.match(match.group())
            name = own + (rest.group() if rest else b"")
            owner = _OWNERS.search(before)
            key = (name, owner.group(1) if owner else b"")
            if key not in self._weights:
                text = name.decode("utf-8", "replace")
                of = key[1].decode("utf-8", "replace")
                self._weights[key] = tracking_weight(text, (of,))
            if not self._weights[key] or _DEFINES.search(before):
                continue
            given = _GIVEN.search(content, match.end(), match.end() + _BEHIND)
            if given:
                named = given.group(2) or given.group(3)
                yield name.decode("utf-8", "replace"), named.decode("utf-8", "replace")
