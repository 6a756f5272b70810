"""What a completing shell is offered: names, codes, formats, revisions; and never an error."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import environment, run, start

BIG = "".join(
    f"  Event {i}:\n    description: It happened.\n    properties:\n      a{i}: string\n"
    for i in range(900)
)


def completed(folder: Path, *words: str, **variables: str | None) -> list[str]:
    """What is offered for the last word."""
    line = " ".join(f"'{word}'" if " " in word else word for word in ("tracking-plan", *words))
    asked = {
        "_TRACKING_PLAN_COMPLETE": "zsh_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
    }
    done = run(cwd=folder, env=environment(**asked, **variables))
    assert done.stderr == ""
    lines = done.stdout.rstrip("\n").split("\n") if done.stdout.strip() else []
    return [value for kind, value in zip(lines[::3], lines[1::3], strict=True) if kind == "plain"]


def _plan(folder: Path, events: str, head: str = "") -> None:
    text = f"tracking_plan: 1\n{head}events:\n{events}"
    (folder / "tracking-plan.yaml").write_text(text, encoding="utf-8")


PLAIN = ["Größe Chosen", "Paid", "Signed Up"]


@pytest.mark.parametrize(
    "events",
    [
        "  Größe Chosen:\n  Paid: {properties: {Not: string}}\n  Signed Up:\n    version: 1.0\n",
        "  \"Größe Chosen\":\n    properties:\n      Not: string\n  'Paid':  # Not: this\n"
        "  ? Signed Up\n  : version: 1.0\n",
        "# Not: this\n\n\n    Größe Chosen:\n        version: 1.0\n    Paid:\n    Signed Up:\n",
        "  {Größe Chosen: , Paid: {version: 1.0}, 'Signed Up': ~}\n",
    ],
)
@pytest.mark.parametrize("command", ["log", "schema", "explain"])
def test_events_are_offered(tmp_path: Path, events: str, command: str) -> None:
    _plan(tmp_path, events)
    offered = completed(tmp_path, command, "")
    assert [one for one in offered if len(one) > 3] == PLAIN
    assert completed(tmp_path, command, "Sig") == ["Signed Up"]
    assert completed(tmp_path, command, "Gr") == ["Größe Chosen"]
    assert completed(tmp_path, command, "Not") == []
    (tmp_path / "sub").mkdir()
    assert completed(tmp_path / "sub", command, "Pa") == ["Paid"]
    (tmp_path / "tracking-plan.yaml").rename(tmp_path / "sub" / "plan.yaml")
    assert completed(tmp_path, command, "Pa") == []
    assert completed(tmp_path, command, "--plan", "sub/plan.yaml", "Pa") == ["Paid"]


def test_events_of_included_files_and_of_long_ones_are_offered(tmp_path: Path) -> None:
    _plan(tmp_path, "  Root: {}\n", 'include:\n  - "ev/*.yaml"\n  - other.yaml\n')
    (tmp_path / "ev").mkdir()
    (tmp_path / "ev" / "a.yaml").write_text(f"shared:\n  x: string\nevents:\n{BIG}shared: {{}}\n")
    (tmp_path / "other.yaml").write_text("events: {Other: {}}\n")
    offered = completed(tmp_path, "log", "")
    assert offered == ["Root", *(f"Event {i}" for i in range(900)), "Other"]


BROKEN = [
    "",
    "events: [",
    "\ttracking_plan: 1\nevents: {a: ",
    "tracking_plan: 1\nevents: 3\ninclude: {a: b}\n",
    "tracking_plan: 1\ninclude: [../**, /etc/*, nowhere/*]\nevents: &a [*a]\n",
    "\x00\x01",
]


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("command", ["log", "schema", "explain"])
def test_a_plan_that_is_broken_is_no_error(tmp_path: Path, text: str, command: str) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(text)
    assert completed(tmp_path, command, "Zz") == []


def test_where_nothing_is_there_is_no_error(tmp_path: Path) -> None:
    for words in (("log", ""), ("schema", "x"), ("explain", "Zz"), ("log", "--since", "")):
        assert completed(tmp_path, *words) == []
    assert completed(tmp_path, "log", "--plan", "nowhere", "") == []
    assert "lint" in completed(tmp_path, "nothing", "")
    (tmp_path / "tracking-plan.yaml").mkdir()
    assert completed(tmp_path, "log", "") == []
    assert completed(tmp_path, "log", "--until", "", PATH="/nowhere") == []


def test_names_that_act_are_left_out(tmp_path: Path) -> None:
    _plan(tmp_path, '  "a\\eb": {}\n  "a\\nb": {}\n  ab: {}\n')
    assert completed(tmp_path, "log", "a") == ["ab"]


def test_rules_are_offered(tmp_path: Path) -> None:
    assert completed(tmp_path, "lint", "--ignore", "P10")[:2] == ["P101", "P102"]
    assert completed(tmp_path, "lint", "--select", "P101,P20")[0] == "P101,P201"
    assert completed(tmp_path, "check", "--extend-select", "U2") != []
    assert completed(tmp_path, "usage", "--ignore", "unknown-ev") == ["unknown-event"] * 2
    assert completed(tmp_path, "explain", "event-name-s") == ["event-name-style"]
    assert {"ALL", "P", "U", "D", "V", "F"} <= set(completed(tmp_path, "explain", ""))
    assert completed(tmp_path, "validate", "--ignore", "Q") == []


def test_formats_are_offered(tmp_path: Path) -> None:
    assert completed(tmp_path, "lint", "--format", "j") == ["json", "junit"]
    assert completed(tmp_path, "check", "--format", "s") == ["sarif"]
    assert completed(tmp_path, "log", "--format", "") == ["text", "json", "markdown"]


def test_revisions_are_offered(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit_plan("Paid")
    checkout.git("tag", "v1.0")
    checkout.git("branch", "topic/one")
    for words in (("log", "--since", ""), ("log", "--until", ""), ("diff", "--against", "")):
        assert completed(checkout.folder, *words) == ["HEAD", "main", "topic/one", "v1.0"]
    assert completed(checkout.folder, "check", "--against", "top") == ["topic/one"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_puts_whole_names_into_the_line(tmp_path: Path) -> None:
    _plan(tmp_path, "  Signed Up: {}\n  It's $HOME (now); `x`: {}\n")
    script = run("completion", "bash", cwd=tmp_path).stdout
    program = tmp_path / "bin" / "tracking-plan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tracking_plan "$@"\n')
    program.chmod(0o755)
    asked = """
COMP_WORDS=(tracking-plan schema {word}); COMP_CWORD=2; COMPREPLY=()
_tracking_plan_completion tracking-plan schema
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    for word, expected in (
        ("Sig", "Signed\\ Up"),
        ("'\"Sig'", "Signed Up"),
        ("It", "It\\'s\\ \\$HOME\\ \\(now\\)\\;\\ \\`x\\`"),
    ):
        done = subprocess.run(
            ["bash", "-c", script + asked.format(word=word)],
            cwd=tmp_path,
            env={**environment(), "PATH": f"{program.parent}:/usr/bin:/bin"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == f"{expected}\n"
        assert "rror" not in done.stderr


def test_a_large_plan_is_not_loaded(tmp_path: Path) -> None:
    """What takes the loader seconds takes a line at a time nothing."""
    _plan(tmp_path, BIG * 5)
    loaded = (
        "import sys; sys.addaudithook(lambda name, what: name == 'import' and"
        " what[0] in ('tracking_plan.plan.load', 'jsonschema_rs') and print('LOADED'));"
        "from tracking_plan.cli.main import run; run()"
    )
    asked = {
        "_TRACKING_PLAN_COMPLETE": "zsh_complete",
        "COMP_WORDS": "tracking-plan log Event",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=tmp_path,
        env=environment(**asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.count("Event ") == 900
    assert done.stderr == ""
    assert start("lint", "--version", cwd=tmp_path).returncode == 2


def test_fish_keeps_what_stands_behind_a_comma(tmp_path: Path) -> None:
    _plan(tmp_path, "  Paid, Again: {}\n")
    assert completed(tmp_path, "log", "Paid") == ["Paid, Again"]
    script = run("completion", "fish", cwd=tmp_path).stdout
    assert script.count("string split --max 1 ") == script.count("string split") == 1
