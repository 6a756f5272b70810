"""`diff --write-bump` on files: what is written, what is left to people, and what is said."""

from pathlib import Path

import pytest
from click.testing import Result
from invoking import runner

from tracking_plan.cli.main import main

OLD = "tracking_plan: 1\nevents:\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, old: str, new: str, *options: str) -> Result:
    """`diff --write-bump` of a plan, against an older one in another folder."""
    (folder / "old").mkdir(exist_ok=True)
    (folder / "old" / "tracking-plan.yaml").write_bytes((OLD + old).encode())
    text = OLD.replace("\n", "\r\n" if "\r\n" in new else "\n") + new
    (folder / "tracking-plan.yaml").write_bytes(text.encode())
    given = ("diff", "--against", "old", "--write-bump", *options)
    return runner().invoke(main, given)


def written(folder: Path) -> str:
    """The events of the plan as it is now."""
    text = (folder / "tracking-plan.yaml").read_bytes().decode()
    return text.partition("events:")[2].lstrip("\r\n")


def test_a_minor(folder: Path) -> None:
    new = "  A B: {version: 1.9, properties: {a: string, b: string}}  # one\n"
    result = run(folder, "  A B: {version: 1.9, properties: {a: string}}\n", new)
    assert result.exit_code == 0
    assert written(folder) == new.replace("1.9", "'1.10'")
    assert "'A B': 1.9 -> 1.10\n" in result.stderr


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("  A B:", "  A B:\n    version: 2.0\n    previous:\n      '1.0':\nENTRY"),
        ("  A B:  # none\r\n", "  A B:  # none\r\n    version: 2.0\r\n    previous:\r\n"),
        ("  A B: ~\n", "  A B: {version: 2.0, previous: {'1.0': {status: deprecated, "),
        ("  A B: {}\n", "  A B: {version: 2.0, previous: {'1.0': {status: deprecated, "),
        (
            '  "A B": {"description": "x"}\n',
            '  "A B": {"version": "2.0", "description": "x", "previous": {"1.0": {"status": ',
        ),
        (
            "  A B:\n    description: |+\n      x\n\n    # behind\n  # outside\n",
            "  A B:\n    version: 2.0\n    description: |+\n      x\n\n    # behind\n    previ",
        ),
        (
            "  A B: &a\n    version:\t1  # one\n",
            "  A B: &a\n    version:\t2.0  # one\n    previous:\n      '1.0':\n",
        ),
        (
            "  A B:\n    previous: {0.1: {}}\n",
            "  A B:\n    version: 2.0\n    previous: {'1.0': {status: deprecated, ",
        ),
        (
            '  A B:\n    previous: {"0.1": {}}\n',
            '  A B:\n    version: 2.0\n    previous: {"1.0": {status: deprecated, ',
        ),
        (
            '  A B:\n    previous:\n      "0.1": {}\n',
            '  A B:\n    version: 2.0\n    previous:\n      "1.0":\n        status: deprecated\n',
        ),
    ],
)
def test_a_major(folder: Path, new: str, expected: str) -> None:
    lines = ("status: deprecated", "description: x", "properties:", "  a: string!")
    entry = "\n".join(f"        {line}" for line in lines)
    previous = "    previous: {0.1: {}}\n" if "previous" in new else ""
    words = "    description: x\n" if "description: |" not in new else ""
    old = f"  A B:\n{words}    properties: {{a: string!}}\n{previous}"
    result = run(folder, old, new)
    assert result.exit_code == 0, result.output
    assert written(folder).startswith(expected.replace("ENTRY", entry))


def test_refs_and_common_properties_are_written_in(folder: Path) -> None:
    shared = "shared: {c: {enum: [x], pii: none}, d: {ref: c, description: 'It: is'}}\n"
    common = "common: {r: string}\n"
    body = "  A B:\n    properties:\n      c: ref! d\n      l: {type: array, items: {ref: c}}\n"
    result = run(folder, body + shared + common, "  A B: {version: 1}\n" + shared)
    assert result.exit_code == 0, result.output
    assert written(folder) == (
        "  A B: {version: 2.0, previous: {'1.0': {status: deprecated, properties:"
        " {c: {enum: [x], pii: none, description: 'It: is', required: true},"
        " l: {type: array, items: {enum: [x], pii: none}}, r: string}}}}\n" + shared
    )


ALIASED = "  A B: &body {properties: {a: string, b: string}}\n  C D: *body\n"


def test_an_alias_is_left_to_people(folder: Path) -> None:
    old = "  A B: {properties: {a: string}}\n  C D: {properties: {a: string}}\n"
    result = run(folder, old, ALIASED)
    assert result.exit_code == 1
    assert written(folder) == ALIASED
    assert "tracking-plan.yaml: 'C D': its body is an alias\n    version: 1.1\n" in result.stderr
    assert "'A B': with that, the plan would not be right\n    version: 1.1\n" in result.stderr


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("  ? A B\n  : properties: {a: integer}\n", "A B"),
        ("  ? A B  # why\n  :\n    properties: {a: integer}\n", "A B"),
        ("  ?   'A B'\n  : {properties: {a: integer}}\n", "A B"),
        ("  A B:\n    ? properties\n    : a: integer\n", "properties"),
        ("  A B:\n    ? version\n    : 1.0\n    properties: {a: integer}\n", "version"),
        ("  A B: {? version : 1.0, properties: {a: integer}}\n", "version"),
    ],
)
def test_a_key_behind_a_question_mark_is_left_to_people(folder: Path, body: str, key: str) -> None:
    old = "  A B: {properties: {a: string}}\n"
    result = run(folder, old, body)
    assert result.exit_code == 1
    assert written(folder) == body
    assert f"'A B': its key {key!r} is written with `?`\n    version: 2.0\n" in result.stderr


def test_a_question_mark_in_a_key_is_none_before_it(folder: Path) -> None:
    old = "  What?: {properties: {a: string}}\n"
    result = run(folder, old, "  What?:\n    properties: {a: integer}  # or ?\n")
    assert result.exit_code == 0, result.stderr
    assert "version: 2.0" in written(folder)


def test_one_that_is_left_to_people_is_in_no_others_way(folder: Path) -> None:
    old = ALIASED.replace(", b: string", "") + "  E F: {properties: {a: string}}\n"
    result = run(folder, old, ALIASED + "  E F: {properties: {b: string}}\n")
    assert result.exit_code == 1
    assert "  E F: {version: 2.0, properties: {b: string}, previous: {'1.0': " in written(folder)
    assert written(folder).startswith(ALIASED)


@pytest.mark.parametrize(
    "now", ["", "s: string, ", "s: {type: string, status: deprecated, sunset: 2020-01-01}, "]
)
def test_what_is_past_its_sunset_is_kept_as_it_was_written(folder: Path, now: str) -> None:
    leaving = "{type: string, status: deprecated, sunset: '2020-01-01'}"
    old = f"  A B: {{properties: {{s: {leaving}}}}}\n"
    result = run(folder, old, f"  A B: {{properties: {{{now}z: string!}}}}\n")
    assert result.exit_code == 0, result.output
    assert written(folder) == (
        f"  A B: {{version: 2.0, properties: {{{now}z: string!}}, previous: {{'1.0': {{status:"
        f" deprecated, properties: {{s: {leaving}}}}}}}}}\n"
    )


def test_an_older_version_that_has_more_gets_the_next_minor(folder: Path) -> None:
    entry = "  A B: {version: 2.0, previous: {1.9: {properties: {a: string}}}}\n"
    result = run(folder, entry, entry.replace("a: string", "a: string, b: string"))
    assert result.exit_code == 0, result.output
    assert "previous: {'1.10': {" in written(folder)


def test_an_older_version_that_breaks_is_left_to_people(folder: Path) -> None:
    entry = "  A B: {version: 2.0, previous: {1.9: {properties: {a: string}}}}\n"
    result = run(folder, entry, entry.replace("a: string", "b: string"))
    assert result.exit_code == 1
    assert "version 1.9 is an older one: restore it as it was" in result.stderr


def test_a_major_that_was_raised_by_hand_is_kept_under_previous(folder: Path) -> None:
    result = run(folder, "  A B: {properties: {a: string}}\n", "  A B: {version: 2.0}\n")
    assert result.exit_code == 0, result.output
    assert written(folder) == (
        "  A B: {version: 2.0, previous: {'1.0': {status: deprecated, properties: {a: string}}}}\n"
    )


def test_what_no_version_makes_up_for_stays(folder: Path) -> None:
    new = "  A B: {status: retired}\n"
    result = run(folder, "  A B:\n", new)
    assert result.exit_code == 1
    assert written(folder) == new


def test_diff_shows_and_writes_nothing(folder: Path) -> None:
    result = run(folder, "  A B:\n", "  A B: {properties: {a: string}}\n", "--diff")
    assert result.exit_code == 1
    assert "+  A B: {version: 1.1, properties: {a: string}}\n" in result.stdout
    assert written(folder) == "  A B: {properties: {a: string}}\n"


def test_several_files(folder: Path) -> None:
    (folder / "events").mkdir()
    root = "tracking_plan: 1\ninclude: ['events/*.yaml']\n"
    (folder / "tracking-plan.yaml").write_text(root)
    (folder / "events" / "a.yaml").write_bytes(b"\xef\xbb\xbfevents:\n  A B:\n")
    (folder / "events" / "c.yaml").write_bytes(b"events:\n  C D: {version: 3.0}")
    (folder / "events" / "a.yaml").write_bytes(
        b"\xef\xbb\xbfevents:\n  A B:\n    properties: {a: string}\n"
    )
    (folder / "old").mkdir()
    (folder / "old" / "tracking-plan.yaml").write_text(
        "tracking_plan: 1\nevents: {A B: , C D: {version: 3.0, properties: {x: string}}}\n"
    )
    given = ("diff", "--against", "old", "--write-bump")
    assert runner().invoke(main, given).exit_code == 0
    assert (folder / "events" / "a.yaml").read_bytes() == (
        b"\xef\xbb\xbfevents:\n  A B:\n    version: 1.1\n    properties: {a: string}\n"
    )
    assert (
        (folder / "events" / "c.yaml")
        .read_bytes()
        .startswith(b"events:\n  C D: {version: 4.0, previous: {'3.0': {status: deprecated, ")
    )


PUBLISHED = """  A B:
    properties:
      a: {type: string, format: email, pii: {kind: email, action: hash}, required: true}
      n: {type: number, minimum: 0.5, unit: USD, nullable: true, status: deprecated}
      e: {enum: [{value: x, description: X}, y], nullable: true}
      o: {type: object, properties: {s: string!}, additional_properties: true}
      l: {type: array, items: {type: object}, min_items: 1}
      c: {const: 3}
"""


def test_a_version_out_of_the_registry(folder: Path) -> None:
    (folder / "tracking-plan.yaml").write_text(OLD + PUBLISHED)
    result = runner().invoke(main, ["publish"])
    assert result.exit_code == 0, result.output
    (folder / "tracking-plan.yaml").write_text(OLD + "  A B:\n")
    result = runner().invoke(main, ["diff", "--write-bump"])
    assert result.exit_code == 0, result.output
    assert "      '1.0':\n        status: deprecated\n" in written(folder)
