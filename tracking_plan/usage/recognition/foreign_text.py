"""What the text of code says in a language that is not read."""

import json
from hashlib import blake2b

from tracking_plan.usage.recognition.prefilter import texts_in
from tracking_plan.usage.recognition.settings import Settings


class ForeignText:
    """Looks for calls in text, and for some events. `kind` tells it from others."""

    def __init__(self, settings: Settings, events: frozenset[str]) -> None:
        self._calls, self._events = settings.calls, events
        self._words = settings.foreign_words
        aliases = [sorted(one.names) for one in settings.tracking.functions]
        about = [[str(word) for word in self._words], sorted(events), aliases]
        self.kind = f"foreign {blake2b(json.dumps(about).encode(), digest_size=12).hexdigest()}"

    def __call__(self, content: bytes) -> tuple[int | None, list[str]]:
        """How many calls a text seems to have (None: nothing speaks of any), and the events."""
        has_words = any(word in content for word in self._words)
        named = sorted(self._events & texts_in(content))
        return self._calls(content) if has_words else None, named
