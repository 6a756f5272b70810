"""Answers a shell that completes: whatever is wrong, it says nothing, and offers less."""

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_ACTS = re.compile(r"([^A-Za-z0-9_@%+=:,./\-])")


class _Bash(BashComplete):
    """Completion for bash, which puts into the line what it is given, as it is."""

    def format_completion(self, item: "CompletionItem[Any]") -> str:
        """The kind and the value, with a backslash before what acts in a word without quotes.

        The script that reads it takes a backslash of each two.
        """
        is_quoted = _is_open(os.environ.get("COMP_WORDS", ""))
        is_plain = item.type == "plain" and not is_quoted
        value = _ACTS.sub(r"\\\1", str(item.value)) if is_plain else str(item.value)
        doubled = value.replace("\\", "\\\\")
        return f"{item.type},{doubled}"


def _is_open(words: str) -> bool:
    """Whether the line ends within quotes."""
    quote = ""
    for sign in re.sub(r"\\.", "", words, flags=re.DOTALL):
        if sign == quote:
            quote = ""
        elif not quote and sign in "'\"":
            quote = sign
    return bool(quote)


def complete(command: click.Command, program: str, variable: str) -> NoReturn:
    """Prints what the shell asks for, and ends the program."""
    add_completion_class(_Bash, "bash")
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
    ):
        try:
            command(prog_name=program, complete_var=variable)
        except Exception:  # noqa: BLE001  a line that is being typed is no place for an error
            sys.exit(1)
    sys.exit(0)
