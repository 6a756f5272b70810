"""Rules of the user's own, written in Python: modules with a `RULE`, named by `--rules`."""

import importlib.util
import traceback
from pathlib import Path
from types import ModuleType

from tracking_plan.cli.console import UnusableError
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Rule
from tracking_plan.triage.rule_index import all_codes


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
    return rule


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_extra_rules_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise UnusableError(f"{str(file)!r} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the user's module does, it is the user's
        last = traceback.format_exception_only(error)[-1].strip()
        raise UnusableError(f"{str(file)!r} cannot be imported: {last}") from error
    return module
