"""Decorators of the project that send the name of the function that they are put on."""

from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

DECORATOR = """
from altertable import Altertable

client = Altertable("key")

def tracked(**more):
    def decorator(fn):
        {name}

        def wrapper(*args, **kwargs):
            client.track(name, user_id)
            return fn(*args, **kwargs)

        return wrapper

    return decorator
"""


def _sent(folder: Path, name: str, use: str) -> list[tuple[int, list[str]]]:
    """The line and the names of each call in the file that uses the decorator."""
    (folder / "deco.py").write_text(DECORATOR.replace("{name}", name))
    (folder / "use.py").write_text(f"from deco import tracked\n{use}\n")
    found = (c for c in scan_project(folder, cwd=folder).calls if c.at.path == "use.py")
    return [
        (c.at.span.line if c.at.span else 0, [e.name for e in c.events] + ["?"] * bool(c.dynamic))
        for c in found
    ]


@pytest.mark.parametrize(
    "use",
    [
        "@other()\ndef run(): ...",
        "tracked()",
        "def tracked(): ...\n@tracked()\ndef run(): ...",
    ],
)
def test_what_is_no_such_decorator_sends_nothing(tmp_path: Path, use: str) -> None:
    assert _sent(tmp_path, "name = fn.__name__", use) == []


@pytest.mark.parametrize("name", ["name = pick(fn)", "name = fn.__module__", "name = fn.title"])
def test_another_name_than_that_of_the_function_is_not_known(tmp_path: Path, name: str) -> None:
    assert _sent(tmp_path, name, "@tracked()\ndef run(): ...") in ([], [(2, ["?"])])


@pytest.mark.parametrize(
    ("name", "use", "sent"),
    [
        ("name = fn.__name__", "@tracked()\ndef run(): ...", [(2, ["run"])]),
        ("name = fn.__name__", "@tracked()\nclass Run: ...", [(2, ["Run"])]),
        ("name = 'ran_' + fn.__name__", "@tracked(a=1)\nasync def run(): ...", [(2, ["ran_run"])]),
        (
            "name = f'{fn.__name__}!'",
            "class A:\n @tracked()\n def run(self): ...\n @tracked()\n def go(self): ...",
            [(3, ["run!"]), (5, ["go!"])],
        ),
    ],
)
def test_the_name_of_the_decorated_function_is_sent(
    tmp_path: Path, name: str, use: str, sent: list[tuple[int, list[str]]]
) -> None:
    assert _sent(tmp_path, name, use) == sent
