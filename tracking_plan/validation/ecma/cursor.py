"""A place in a pattern that is read from left to right, and what is wrong there."""

import re


class PatternError(ValueError):
    """The text is no regular expression of the linear kind. The message says why, for people."""


class Cursor:
    """The pattern, and how far it has been read."""

    __slots__ = ("at", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.pattern)

    @property
    def rest(self) -> str:
        """The next characters, as messages show them."""
        return self.pattern[self.at : self.at + 8]

    def peek(self) -> str:
        """The next character; nothing at the end."""
        return self.pattern[self.at : self.at + 1]

    def take(self, text: str) -> bool:
        """Whether the text comes next; if so, it has been read."""
        if not self.pattern.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def match(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        """What the expression matches here, which has been read; None where it does not."""
        match = expression.match(self.pattern, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def next(self) -> str:
        """The next character, which has been read.

        Raises:
            PatternError: there is none.
        """
        if self.is_at_end:
            raise PatternError("it ends too early")
        self.at += 1
        return self.pattern[self.at - 1]
