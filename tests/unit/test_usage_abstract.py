"""Methods that are only declared, decorators with members of enumerations, and their values."""

# ruff: noqa: E501  a line is a case

from collections.abc import Mapping
from pathlib import Path

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

START = "from enum import Enum\nfrom altertable import Altertable\nclient = Altertable('k')\nclass E(str, Enum):\n    K = 'A'\n    L = 'B'\n"
BASE = """
class Base(ABC):
    def log(self, event):
        self._log(event)
    @abstractmethod
    def _log(self, event):
        raise NotImplementedError("_log")
"""
OWN = """
class Own(Base):
    def _log(self, event):
        client.track(event.value, 'u')
"""
USE = "from base import E, Own\nlogger = Own()\nlogger.log(E.K)\n"


def _scan(folder: Path, files: Mapping[str, str]) -> Scan:
    for name, text in files.items():
        (folder / name).write_text(text)
    return scan_project(folder, cwd=folder)


def _in(scan: Scan, file: str) -> list[list[str]]:
    return [[e.name for e in call.events] for call in scan.calls if call.at.path == file]


def test_an_abstract_method_is_what_the_one_derived_class_defines(tmp_path: Path) -> None:
    scan = _scan(tmp_path, {"base.py": START + BASE + OWN, "use.py": USE})
    assert _in(scan, "use.py") == [["A"]]


def test_so_it_is_in_another_file(tmp_path: Path) -> None:
    own = f"{START}from base import Base\n{OWN}"
    use = "from base import E\nfrom own import Own\nOwn().log(E.K)\n"
    scan = _scan(tmp_path, {"base.py": START + BASE, "own.py": own, "use.py": use})
    assert _in(scan, "use.py") == [["A"]]


def test_where_two_classes_define_it_the_call_is_a_possible_one(tmp_path: Path) -> None:
    other = OWN.replace("Own", "Other").replace("client.track(event.value, 'u')", "print(event)")
    scan = _scan(tmp_path, {"base.py": START + BASE + OWN + other, "use.py": USE})
    assert _in(scan, "use.py") == []


def test_a_method_that_does_something_may_be_either(tmp_path: Path) -> None:
    base = BASE.replace("    @abstractmethod\n", "").replace(
        'raise NotImplementedError("_log")', "print(event)"
    )
    scan = _scan(tmp_path, {"base.py": START + base + OWN, "use.py": USE})
    assert _in(scan, "use.py") == []


DECORATOR = """
DEFAULT = Own()
def logged(event, logger: Base = DEFAULT):
    def around(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            result = function(*args, **kwargs)
            logger.log(event)
            return result
        return inner
    return around
"""


def test_a_decorator_sends_the_member_that_it_is_given(tmp_path: Path) -> None:
    use = "from base import E, logged\n\n@logged(E.K)\ndef f():\n    pass\n\n\n@logged(E.L)\ndef g():\n    pass\n"
    scan = _scan(tmp_path, {"base.py": START + BASE + OWN + DECORATOR, "use.py": use})
    assert _in(scan, "use.py") == [["A"], ["B"]]


def test_a_text_has_no_value(tmp_path: Path) -> None:
    send = f"{START}X = {{'k': 'A'}}\ndef send(event):\n    client.track(event.value, 'u')\nsend(X['k'])\n"
    scan = _scan(tmp_path, {"a.py": send})
    assert [event for call in scan.calls for event in call.events] == []
