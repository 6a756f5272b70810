"""The families of codes, by their first letter: which command finds them, what may hide them."""

from typing import NamedTuple


class Family(NamedTuple):
    """The codes that begin with one letter.

    `command` looks at all of them; None: every command does. Findings `of_code` are the same only
    in the same file; those `of_data` point into captures, which are never quoted and where
    presence counts, not frequency. Comments and settings may turn what is `suppressible` off, and
    a baseline may excuse what is `excusable`.
    """

    title: str
    command: str | None = None
    of_code: bool = False
    of_data: bool = False
    suppressible: bool = True
    excusable: bool = True


FAMILIES = {
    "F": Family(
        title="the plan's files and their format (`lint`; cannot be silenced)",
        command="lint",
        suppressible=False,
        excusable=False,
    ),
    "P": Family(title="the plan's quality (`lint`)", command="lint"),
    "U": Family(title="tracking calls in code (`usage`)", command="usage", of_code=True),
    "D": Family(title="captured payloads (`validate`)", command="validate", of_data=True),
    "V": Family(title="versions and the registry (`diff`, `check`)", command="diff"),
    "G": Family(title="generated helpers (`generate --check`)", command="generate"),
    "X": Family(
        title="suppressions, baselines and settings (every command)",
        excusable=False,
    ),
}
_OWN = Family(title="rules of the user's own")  # their letters are the user's choice


def family_of(code: str) -> Family:
    """The family of a code, by its id or any beginning of it."""
    return FAMILIES.get(code[:1], _OWN)


def seen_by(command: str) -> frozenset[str]:
    """The letters of the families that a command looks at."""
    return frozenset(letter for letter, one in FAMILIES.items() if one.command == command)
