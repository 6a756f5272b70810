"""Phrases for messages: counts with their nouns."""


def plural(count: int, thing: str, things: str | None = None) -> str:
    """`1 error`, `2 errors`; `things` is a plural that does not end in a mere s."""
    return f"{count} {thing}" if count == 1 else f"{count} {things or f'{thing}s'}"
