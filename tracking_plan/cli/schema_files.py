"""A JSON Schema document of another tool, read from its file."""

import json
from pathlib import Path
from typing import Any

from tracking_plan import git_lfs
from tracking_plan.cli.repeated_keys import repeated_key
from tracking_plan.finding import Problem, Severity
from tracking_plan.place import Json, Place
from tracking_plan.plan.text.nodes import json_of
from tracking_plan.plan.text.parse import decode, parse
from tracking_plan.plan.text.problems import duplicate
from tracking_plan.regular_file import MAX_BYTES, read_regular

_YAML = (".yaml", ".yml")


class UnusableSchemaError(ValueError):
    """A document cannot be read, or is no schema; `problem` says why, and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_schema(folder: Path, name: str) -> Json:
    """The schema in a file, whose name is seen from a folder.

    Raises:
        UnusableSchemaError: it cannot be read, or is no schema.
    """
    try:
        content = read_regular(folder / name)
    except OSError as error:
        raise _unusable(name, f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise _unusable(name, "cannot be read: no path has a null byte") from error
    if len(content) > MAX_BYTES:
        raise _unusable(name, f"has more than {MAX_BYTES // 1024 // 1024} MiB")
    if git_lfs.is_pointer(content):
        raise _unusable(name, git_lfs.SAYS, git_lfs.HINT)
    read = _yaml if name.lower().endswith(_YAML) else _json
    found = read(content, name)
    if not isinstance(found, dict | bool):
        raise _unusable(name, "is no JSON Schema: that is an object, or a boolean")
    return found


def _unusable(name: str, why: str, hint: str | None = None) -> UnusableSchemaError:
    return UnusableSchemaError(Problem(message=why, hint=hint, at=Place(path=name)))


class _RepeatedKeyError(Exception):
    """A key stands twice in one object, of which a parser would keep the last."""


def _distinct(members: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(members)
    if len(found) < len(members):
        raise _RepeatedKeyError
    return found


def _json(content: bytes, name: str) -> Json:
    try:
        found: Any = json.loads(content, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise _unusable(name, "is not JSON") from error
    except _RepeatedKeyError as error:
        text = content.decode(json.detect_encoding(content))
        raise UnusableSchemaError(_of_repeated(text, name)) from error
    made: Json = found
    return made


def _of_repeated(text: str, name: str) -> Problem:
    found = repeated_key(text)
    if found is None:  # what follows it is no JSON
        return Problem(message="is not JSON", at=Place(path=name))
    first, second = (Place(path=name, span=span) for span in (found.first, found.second))
    return duplicate(found.key, second, first)[1]


def _yaml(content: bytes, name: str) -> Json:
    text = decode(content, name)
    if not isinstance(text, str):
        raise _unusable(name, text[1].message)
    parsed = parse(text, name)
    problems = [problem for code, problem in parsed.found if code.severity is Severity.ERROR]
    if parsed.root is None:
        why = problems[0].message if problems else "the file is empty"
        raise _unusable(name, f"is not YAML: {why}")
    if problems:  # something was left out
        raise UnusableSchemaError(problems[0])
    return json_of(parsed.root)
