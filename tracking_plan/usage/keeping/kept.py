"""All that is kept of a scan: loaded before it, and saved after it."""

from pathlib import Path
from typing import Any

from tracking_plan.place import Json
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.keeping.answers import Answers
from tracking_plan.usage.keeping.classes import CALLS, EXPRESSIONS, SETTINGS, WRAPPERS
from tracking_plan.usage.keeping.codec import Codec, NotPlainError
from tracking_plan.usage.keeping.folder import load, save
from tracking_plan.usage.keeping.text_facts import packed, unpacked
from tracking_plan.usage.keeping.texts import Known, Texts
from tracking_plan.usage.keeping.tool import state_of_tool
from tracking_plan.usage.recognition.file_answer import ForOthers

TEXT = "text"
"""The kind of what the text of a file writes to."""


class Kept:
    """What is kept of the texts and of what was found. `folder` None: nothing is.

    `settings` are all that the scan is about but the files, as plain data.
    """

    def __init__(self, folder: Path | None = None, settings: tuple[object, ...] = ()) -> None:
        self._codec = Codec((*CALLS, *EXPRESSIONS, *WRAPPERS, *SETTINGS, ForOthers))
        self._folder, self._key = folder, self._key_of(settings) if folder is not None else None
        is_kept = self._key is not None
        self.texts = Texts(is_kept=is_kept)
        self.answers = Answers[ForOthers, Scan](
            self._codec, is_kept=is_kept, is_steady=lambda: self.texts.is_steady
        )
        if folder is not None and self._key is not None:
            self._restore(load(folder, self._key))

    def _key_of(self, settings: tuple[object, ...]) -> str | None:
        try:
            return str(self._codec.digest((state_of_tool(), settings)))
        except NotPlainError:  # a setting that is not known here: nothing can be said of it
            return None

    def _restore(self, saved: Any) -> None:
        """Takes what was saved; what is broken counts as nothing."""
        try:
            texts, answers = saved
            known = [(path, _known(*one)) for path, one in texts.items()]
            self.answers.restore(answers)
        except Exception:  # noqa: BLE001  whatever is in it, the files say it all
            self.answers.forget()
            return
        self.texts.restore(known)

    def save(self) -> None:
        """Saves what is known after the scan, if that is news, and no file changed meanwhile."""
        has_news = self.texts.has_news or self.answers.has_news
        if self._folder is None or self._key is None or not (has_news and self.texts.is_steady):
            return
        texts = {path: _saved(one) for path, one in self.texts.lasting().items()}
        data: list[Json] = [dict(texts), self.answers.saved()]
        save(self._folder, self._key, data)


def _saved(known: Known) -> Json:
    facts = {
        kind: packed(fact) if kind == TEXT and fact is not None else fact
        for kind, fact in known.facts.items()
    }
    return [known.digest, list(known.stamp) if known.stamp is not None else None, facts]


def _known(digest: str, stamp: list[int] | None, facts: dict[str, Any]) -> Known:
    if facts.get(TEXT) is not None:
        facts = {**facts, TEXT: unpacked(facts[TEXT])}
    return Known(digest, tuple(stamp) if stamp is not None else None, facts)
