"""Rules of the user's own, written in Python: modules with a `RULE`, named by `--rules`."""

import importlib.util
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from tracking_plan.cli.console import UnusableError
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule
from tracking_plan.triage.rule_index import all_codes

Check = Callable[[Subject], Iterable[Problem]]


def load_rules(path: Path) -> tuple[Rule[Subject], ...]:
    """The rule of a Python file, or of each file of a folder, by code.

    Raises:
        UnusableError: a file cannot be imported, has no `RULE`, or takes a code or a name that
            another rule has.
    """
    files = sorted(path.glob("[!_]*.py")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise UnusableError(f"there are no rules at {str(path)!r}: it names no Python file")
    rules = [_rule(file) for file in files]
    taken = {text for code in all_codes() for text in (code.id, code.name)}
    for file, rule in zip(files, rules, strict=True):
        for text in (rule.code.id, rule.code.name):
            if text in taken:
                raise UnusableError(f"the rule in {str(file)!r} is called {text!r}, as another is")
            taken.add(text)
    return tuple(sorted(rules, key=lambda rule: rule.code.id))


def _rule(file: Path) -> Rule[Subject]:
    rule = getattr(_module(file), "RULE", None)
    if not isinstance(rule, Rule):
        raise UnusableError(f"{str(file)!r} has no RULE; see docs/writing-rules.md")
    if not re.fullmatch(r"[A-Z]\d{3}", str(getattr(rule.code, "id", ""))):
        raise UnusableError(f"the rule in {str(file)!r} needs a Code with an id such as 'P901'")
    return replace(rule, check=_guarded(file, rule.check))


def _guarded(file: Path, check: Check) -> Check:
    """The check; whatever goes wrong in it is said to be the file's."""

    def guarded(subject: Subject) -> Iterator[Problem]:
        with _blamed(file, "fails"):
            found = iter(check(subject))
        while True:
            with _blamed(file, "fails"):
                problem = next(found, None)
                if not isinstance(problem, Problem | None):
                    raise TypeError(f"a check yields Problems, and no {type(problem).__name__}")
            if problem is None:
                return
            yield problem

    return guarded


@contextmanager
def _blamed(file: Path, what: str) -> Iterator[None]:
    """Whatever the user's module raises, `sys.exit()` included, is an error of its own."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        text = f"{type(error).__name__}: {error}".removesuffix(": ")
        lines = [
            f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)
        ]
        at = f", line {lines[-1]}" if lines else ""
        raise UnusableError(f"the rules file {str(file)!r} {what}: {text}{at}") from error


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_extra_rules_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise UnusableError(f"{str(file)!r} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    with _blamed(file, "cannot be imported"):
        spec.loader.exec_module(module)
    return module
