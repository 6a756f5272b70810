"""What was found in files, kept with all that it depends on: questions, and how they were answered.

What was found is taken again where each of its questions is answered alike now. That takes no
trust in times or places: a question about the file itself is among them.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar, cast

from tracking_plan.place import Json
from tracking_plan.usage.facts.asking import Question, Record
from tracking_plan.usage.keeping.codec import Codec, NotPlainError

_Head = TypeVar("_Head")
_Body = TypeVar("_Body")
Asked = tuple[Question, Json]
"""A question, and the digest of its answer."""
Ask = Callable[[Question], object]
"""Answers a question by what is known now."""


class BrokenError(Exception):
    """What was kept cannot be read, although nothing of it was changed."""


class _Entry(NamedTuple):
    """Something that was found, in the form in which it is kept, and what it depends on."""

    asked: tuple[Asked, ...]
    head: str
    body: str


class Answers(Generic[_Head, _Body]):
    """What was found in the files of a project, by their names, in this scan and the one before.

    `is_steady`: no file was seen to change while this process looked at it.
    What other files depend on is the head; the body is read when it is asked for.
    """

    def __init__(
        self, codec: Codec, *, is_kept: bool = False, is_steady: Callable[[], bool] = lambda: True
    ) -> None:
        self.is_kept, self._is_steady = is_kept, is_steady
        self.has_news = False
        self._codec = codec
        self._earlier: dict[str, list[_Entry]] = {}
        self._now: dict[str, list[_Entry]] = {}

    def asked_in(self, record: Record) -> tuple[Asked, ...] | None:
        """What something depends on; None: on more than can be asked again."""
        if not self.is_kept or not record.is_lasting or not self._is_steady():
            return None
        digest = self._codec.digest
        try:
            return tuple([(question, digest(one)) for question, one in record.answers.items()])
        except NotPlainError:
            return None

    def asking(self, ask: Ask) -> "Callable[[str], tuple[_Head, Callable[[], _Body]] | None]":
        """Finds what was found in a file, if that is what would be found now."""
        now: dict[Question, Json] = {}

        def is_alike(one: Asked) -> bool:
            question, answer = one
            if question not in now:
                now[question] = self._codec.digest(ask(question))
            return now[question] == answer and type(now[question]) is type(answer)

        def find(name: str) -> tuple[_Head, Callable[[], _Body]] | None:
            for entry in self._earlier.get(name, ()):
                with suppress(Exception):  # what is broken counts as nothing
                    if all(map(is_alike, entry.asked)):
                        head: _Head = self._codec.decode(json.loads(entry.head))
                        self._now.setdefault(name, []).append(entry)
                        return head, partial(self._body, entry.body)
            return None

        return find

    def _body(self, text: str) -> _Body:
        try:
            body: _Body = self._codec.decode(json.loads(text))
        except Exception as error:
            raise BrokenError from error
        return body

    def keep(self, name: str, head: _Head, body: _Body, asked: tuple[Asked, ...] | None) -> None:
        """Keeps what was found in a file, if it is known what it depends on, and plain data."""
        if asked is None:
            return
        try:
            entry = _Entry(asked, self._codec.written(head), self._codec.written(body))
        except NotPlainError:
            return
        self._now.setdefault(name, []).append(entry)
        self.has_news = True

    def saved(self) -> Json:
        """All that was found in this scan: the questions, and by file which of them it takes."""
        questions: dict[Asked, int] = {}
        files: dict[str, Json] = {}
        for name, entries in sorted(self._now.items()):
            several: list[Json] = []
            for entry in entries:
                numbers = [questions.setdefault(one, len(questions)) for one in entry.asked]
                several.append([list[Json](numbers), entry.head, entry.body])
            files[name] = several
        listed = [[asked, [*given], answer] for (asked, given), answer in questions]
        return cast("Json", [listed, files])

    def restore(self, saved: Any) -> None:
        """Takes what was found in an earlier scan; raises an error of any kind if it is no such."""
        listed, files = saved
        questions: list[Asked] = [
            ((asked, tuple(given)), answer) for asked, given, answer in listed
        ]
        self._earlier = {
            name: [_Entry(tuple(_taken(questions, numbers)), *found) for numbers, *found in entries]
            for name, entries in files.items()
        }

    def forget(self) -> None:
        """Forgets what was found earlier."""
        self._earlier = {}


def _taken(questions: list[Asked], numbers: Iterable[int]) -> list[Asked]:
    return [questions[number] for number in numbers]
