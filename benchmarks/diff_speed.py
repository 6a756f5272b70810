"""How long comparing versions takes, as ratios: `python benchmarks/diff_speed.py`.

Three questions, each answered within one run, with the runs of both sides taking turns, in
processor time of whole processes:

1. A thousand events that all changed: `diff --against HEAD` against a process that loads both
   plans, below which no comparison can come.
2. The same where each event has a pattern of its own that changed: whether one follows from the
   other takes a search through both.
3. A thousand published versions, unchanged: `lint` with its registry against `lint` without.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
EVENTS = 1000
RUNS = 7
LIMITS = {"diff": 3.0, "patterns": 6.0, "lint": 1.1}
PLAN = "tracking-plan.yaml"
TOOL = (sys.executable, "-m", "tracking_plan")
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
LOAD_BOTH = """
import sys
from pathlib import Path
from tracking_plan.cli.garbage import no_search
from tracking_plan.plan.load import load_text
with no_search():
    for name in sys.argv[1:]:
        assert load_text(Path(name).read_text(encoding="utf-8")).plan
"""


def main() -> int:
    """Print both ratios; 1 where one passes its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old = folder / "old.yaml"
        plan = _made()
        old.write_text(_text(plan), encoding="utf-8")
        (folder / PLAN).write_bytes(old.read_bytes())
        ratios = {"lint": _lint_ratio(folder)}
        _commit(folder, "init", "-q")
        _commit(folder, "add", PLAN)
        _commit(folder, "commit", "-qm", "old")
        _change(plan)
        (folder / PLAN).write_text(_text(plan), encoding="utf-8")
        ratios["diff"] = _diff_ratio(folder, "diff", "changed events")
        plan = _made()
        _code(plan, 0)
        old.write_text(_text(plan), encoding="utf-8")
        (folder / PLAN).write_bytes(old.read_bytes())
        _commit(folder, "commit", "-qam", "patterns")
        _code(plan, 1)
        (folder / PLAN).write_text(_text(plan), encoding="utf-8")
        ratios["patterns"] = _diff_ratio(folder, "patterns", "changed patterns")
    return int(any(ratio > LIMITS[name] for name, ratio in ratios.items()))


def _commit(folder: Path, *command: str) -> None:
    subprocess.run([*GIT, *command], cwd=folder, check=True)


def _made() -> dict[str, Any]:
    script = [sys.executable, str(HERE / "make_plan.py"), "--events", str(EVENTS)]
    made = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    plan: dict[str, Any] = yaml.load(made, Loader=yaml.CSafeLoader)
    return plan


def _text(plan: dict[str, Any]) -> str:
    dumper = yaml.CSafeDumper
    text: str = yaml.dump(plan, Dumper=dumper, sort_keys=False, allow_unicode=True)
    return text


def _code(plan: dict[str, Any], which: int) -> None:
    """A pattern of its own in each event, in its old or its new form."""
    for number, event in enumerate(plan["events"].values()):
        few, many = number % 20 + 1, number % 20 + 20
        forms = (
            (f"^(a{number}|b{number})[0-9]+$", f"^(a{number}|c{number})[0-9]+$"),
            (f"^[a-z]{{{few},{many}}}-{number}$", f"^[a-z0-9]{{{few},{many + 5}}}-{number}$"),
            (f"^E{number}-[0-9a-f]{{8}}$", f"^E{number}-[0-9a-f]{{8,12}}$"),
            (f"^[A-Z]{{2}}-{number}-[0-9]{{4}}$", f"^[A-Z]{{2}}-{number}-[0-9]{{5}}$"),
        )
        event["properties"]["code"] = {
            "type": "string",
            "description": "A code.",
            "pattern": forms[number % len(forms)][which],
        }


def _change(plan: dict[str, Any]) -> None:
    """One change to each event, of the kinds that people make, in turn."""
    kinds: Iterator[Callable[[dict[str, Any]], None]] = cycle(
        (_narrowed, _retyped, _dropped, _demanded, _unlisted, _added)
    )
    for event, kind in zip(plan["events"].values(), kinds, strict=False):
        kind(event["properties"])


def _narrowed(properties: dict[str, Any]) -> None:
    limited = [each for each in properties.values() if "max_length" in each]
    for each in limited:
        each["max_length"] -= 1
    if not limited:
        _added(properties)


def _retyped(properties: dict[str, Any]) -> None:
    name = next(iter(properties))
    properties[name] = {"type": "array", "items": "string", "description": "Another."}


def _dropped(properties: dict[str, Any]) -> None:
    del properties[next(iter(properties))]


def _demanded(properties: dict[str, Any]) -> None:
    properties["new_and_required"] = {"type": "string", "required": True, "description": "New."}


def _unlisted(properties: dict[str, Any]) -> None:
    listed = [each for each in properties.values() if "enum" in each]
    for each in listed:
        each["enum"] = each["enum"][:-1]
    if not listed:
        _dropped(properties)


def _added(properties: dict[str, Any]) -> None:
    properties["new_one"] = {"type": "string", "description": "New."}


def _lint_ratio(folder: Path) -> float:
    bare = folder / "bare"
    bare.mkdir()
    (bare / PLAN).write_bytes((folder / PLAN).read_bytes())
    with_it = folder / "with"
    with_it.mkdir()
    (with_it / PLAN).write_bytes((folder / PLAN).read_bytes())
    subprocess.run([*TOOL, "publish"], cwd=with_it, check=True, capture_output=True)
    lint = (*TOOL, "lint", "--format", "json")
    return _ratio("lint", "lint with its registry", with_it, lint, "lint without", bare, lint)


def _diff_ratio(folder: Path, limit: str, what: str) -> float:
    diff = (*TOOL, "diff", "--against", "HEAD", "--format", "json")
    load = (sys.executable, "-c", LOAD_BOTH, "old.yaml", PLAN)
    ours, theirs = f"diff of {EVENTS:,} {what}", "loading both plans"
    return _ratio(limit, ours, folder, diff, theirs, folder, load)


def _ratio(
    limit: str,
    ours: str,
    our_folder: Path,
    our_command: tuple[str, ...],
    theirs: str,
    their_folder: Path,
    their_command: tuple[str, ...],
) -> float:
    """The median of ratios of pairs, printed."""
    pairs = [
        (_spent(our_folder, our_command), _spent(their_folder, their_command)) for _ in range(RUNS)
    ]
    ratio = statistics.median(a / b for a, b in pairs)
    ours_spent, theirs_spent = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(
        f"{ours}: {ours_spent:.2f} s = {ratio:.2f}x {theirs} ({theirs_spent:.2f} s);"
        f" limit {LIMITS[limit]}x"
    )
    return ratio


def _spent(folder: Path, command: tuple[str, ...]) -> float:
    """The processor seconds of a process and of those that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
