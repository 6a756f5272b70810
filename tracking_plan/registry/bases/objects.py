"""Objects of a repository, read one after the other by one process of git, and some kept."""

import contextlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from tracking_plan import git
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.repository import Repository, failure, not_here
from tracking_plan.regular_file import MAX_BYTES

_KEPT = 64 * 1024 * 1024  # bytes of contents that are kept in case that they are asked for again
_BLOCK = 1024 * 1024


class Objects:
    """Contents of objects by their names; those that were asked for last are kept."""

    def __init__(self, conversation: git.Conversation) -> None:
        self._conversation = conversation
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def contents(self, oids: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of blobs, each cut behind its first 16 MiB.

        Raises:
            BaseError: they cannot be had.
        """
        asked = list(dict.fromkeys(oids))
        found = {oid: content for oid in asked if (content := self._content(oid)) is not None}
        if len(found) < len(asked):
            raise not_here(len(asked) - len(found))
        return found

    def has_parents(self, oid: str) -> bool:
        """Whether a commit says that it has a parent, even one that a shallow clone lacks.

        Raises:
            BaseError: it cannot be read.
        """
        head, _, _ = (self._content(oid) or b"").partition(b"\n\n")
        return any(line.startswith(b"parent ") for line in head.split(b"\n"))

    def _content(self, oid: str) -> bytes | None:
        """The content of an object; None: it is not there."""
        if oid in self._kept:
            self._kept.move_to_end(oid)
            return self._kept[oid]
        try:
            content = self._conversation.ask(f"{oid}\n".encode(), _answer)
        except git.NoAnswerError as error:
            errors = bytes(self._conversation.errors)
            if errors:
                raise failure(git.Answer(b"", errors, 1)) from error
            raise BaseError(f"the repository cannot be read: {error}", error.hint) from error
        if content is not None:
            self._keep(oid, content)
        return content

    def _keep(self, oid: str, content: bytes) -> None:
        self._kept[oid] = content
        self._size += len(content)
        while self._size > _KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)


@contextlib.contextmanager
def objects(repository: Repository) -> Iterator[Objects]:
    """The objects of a repository, within the block.

    Raises:
        BaseError: git cannot be run.
    """
    try:
        with git.conversation(repository.folder, "cat-file", "--batch") as conversation:
            yield Objects(conversation)
    except git.NoAnswerError as error:
        raise BaseError(f"the repository cannot be read: {error}", error.hint) from error


def _answer(stream: IO[bytes]) -> bytes | None:
    """The content in an answer of `git cat-file --batch`; None: there is no such object."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    header = line.split(b" ")
    if len(header) != 3:
        return None
    size = int(header[2])
    content = stream.read(min(size, MAX_BYTES + 1))
    left = size - len(content) + 1
    while left > 0:
        block = stream.read(min(left, _BLOCK))
        if not block:
            raise EOFError
        left -= len(block)
    return content
