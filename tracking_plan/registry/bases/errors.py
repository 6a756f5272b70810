"""Why there is no base to compare with, and what to do about it."""


class BaseError(Exception):
    """The earlier plan cannot be had."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnknownRevisionError(BaseError):
    """Git knows no revision of that name."""


class MissingObjectsError(BaseError):
    """Objects are not in this clone."""
