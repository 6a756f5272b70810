"""Two versions say the same of everything: `python tests/same_reports.py --before A --after B`.

A and B are Pythons that have the two versions installed. Both run every command over the same
projects; exit codes, output and all files written are compared. It ends with 1 where they differ.
"""

import argparse
import contextlib
import difflib
import itertools
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import reported_oddities
import reported_projects
from reported_projects import Run

from tracking_plan.triage.rule_index import all_codes

RUNNER = Path(__file__).with_name("report_runner.py")
PARTS: Mapping[str, Callable[[Path], Iterator[Run]]] = {
    "shop": reported_projects.shop,
    "pages": reported_projects.pages,
    "damaged": reported_projects.damaged,
    "faulty": reported_oddities.faulty,
    "silenced": reported_oddities.silenced,
    "generated": reported_oddities.generated,
    "hostile": reported_oddities.hostile,
    "owned": reported_oddities.owned,
    "words": reported_oddities.words,
    "large": reported_projects.large,
}
CODE = re.compile(r"\b([A-Z]\d{3})\b")
CODE_IN_JSON = re.compile(rb'"code": ?"([A-Z]\d{3})"')
EXAMPLED = frozenset(("X101", "X102", "X103", "X104", "X105", "X106", "G102", "G104"))
FRAME = re.compile(r'^ +File ".*", line \d+, in .*\n(?: {4}.*\n)*', re.MULTILINE)
# How far a long run is goes by the clock, so that it is said more or less often.
PROGRESS = re.compile(rb"^'capture\.ndjson': [\d,]+ payloads\n", re.MULTILINE)
WIDTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A difference that is meant: it counts as one if without it both sides are equal."""

    reason: str
    settle: Callable[[str], str] = str
    arguments: tuple[str, ...] = ()


def _settle_traceback(text: str) -> str:
    """The text without where in the code a bug was: modules move."""
    return FRAME.sub("", text)


def _settle_runtime(text: str) -> str:
    """The text with the newer name of a private function of the helpers' runtime."""
    return text.replace("_told(", "_described(")


def _settle_f(text: str) -> str:
    """The text without what F findings say since: `[]` in paths, the event and the property."""
    if text.startswith(("{", "[")):
        with contextlib.suppress(ValueError):
            return json.dumps(_settle_json(json.loads(text), is_f=False), indent=1)
    lines, code = [], ""
    for line in text.split("\n"):
        found = CODE.search(line)
        code = found[1] if found else code
        lines.append(line.replace("[].", ".") if code.startswith("F") else line)
    return "\n".join(lines)


def _settle_json(value: object, *, is_f: bool) -> object:
    if isinstance(value, str):
        return value.replace("[].", ".") if is_f else value
    if isinstance(value, list):
        return [_settle_json(item, is_f=is_f) for item in value]
    if not isinstance(value, dict):
        return value
    code = next((value[key] for key in ("code", "ruleId", "check_name") if key in value), "")
    is_f = is_f or bool(re.match(r"F\d{3}\b", str(code)))
    dropped = {"event", "property", "fingerprint", "partialFingerprints"} if is_f else set()
    return {k: _settle_json(v, is_f=is_f) for k, v in value.items() if k not in dropped}


def _settle_pages(text: str) -> str:
    """The text without the pages that were given examples which run."""
    if any(text.startswith(f"{code} ") for code in EXAMPLED):
        return ""
    if not text.startswith("{") or '"runs": [' not in text:
        return text
    log = json.loads(text)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        if rule["id"] in EXAMPLED:
            del rule["help"]
    return json.dumps(log, indent=1)


# What is meant to differ. Each is taken away from both sides, the earlier ones included.
ANNOUNCED = (
    Announced(reason="modules move, and tracebacks name them", settle=_settle_traceback),
    Announced(reason="the runtime of helpers names a function anew", settle=_settle_runtime),
    Announced(reason="pages of X and G rules have examples", settle=_settle_pages),
    Announced(
        reason="F findings spell `items[].sku`, and name the event and the property in JSON",
        settle=_settle_f,
    ),
    Announced(reason="P501 reaches nested arrays", arguments=("--ignore", "P501")),
)
Sides = tuple[Mapping[str, bytes], Mapping[str, bytes]]


class TwoVersions:
    """Two versions, and a folder in which each has run in turn, at the same path."""

    def __init__(self, folder: Path, pythons: tuple[str, str]) -> None:
        self._folder = folder
        self._pythons = pythons
        self.projects = folder / "projects"

    def perform(self, runs: Mapping[str, Run], round_: str) -> None:
        """Runs all with both versions."""
        listed = [{**run.as_json(0), "id": name} for name, run in runs.items()]
        (self._folder / "runs.json").write_text(json.dumps(listed))
        for side, python in enumerate(self._pythons):
            begin, worked, here = time.monotonic(), _worked(), self._folder / "here"
            shutil.copytree(self.projects, here / "projects", symlinks=True)
            _generate(python, here / "projects", _environment(side))
            command = [python, str(RUNNER), str(self._folder / "runs.json"), str(here)]
            done = subprocess.run(
                command, env=_environment(side), check=True, stdout=subprocess.PIPE, text=True
            )
            here.rename(self._side(round_, side))
            spent = f"{time.monotonic() - begin:.0f} s, of the CPU {_worked() - worked:.0f} s"
            print(f"{len(runs):,} runs of {done.stdout.strip()}: {spent}", flush=True)

    def results(self, run: str, round_: str) -> Sides:
        """What a run printed and wrote, of both sides."""
        first, second = (self._side(round_, side) for side in (0, 1))
        wanted = (f"out/{run}", f"alone/{run}")
        return _files(first, wanted), _files(second, wanted)

    def untouched(self, round_: str) -> Sides:
        """The shared projects as the runs have left them, of both sides."""
        first, second = (self._side(round_, side) for side in (0, 1))
        return _files(first, ("projects",)), _files(second, ("projects",))

    def _side(self, round_: str, side: int) -> Path:
        return self._folder / f"{round_}-{('before', 'after')[side]}"


def _generate(python: str, projects: Path, environment: Mapping[str, str]) -> None:
    """Writes the helpers that projects bring with them anew: each version finds its own."""
    for folder in sorted(path.parent for path in projects.glob("*/**/runtime/emitter.py")):
        root = next(p for p in folder.parents if (p / "tracking-plan.yaml").is_file())
        command = [python, "-m", "tracking_plan", "generate", "--quiet"]
        subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)


def _worked() -> float:
    """The seconds that processes started from here have had of a CPU."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(side: int) -> Mapping[str, str]:
    """The same for both but for the order of sets, on which nothing may depend."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "TERM", "PYTHON", "GIT_", "COV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    hashes = {"PYTHONHASHSEED": str(side + 1), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **hashes, "COLUMNS": "100", "GIT_CONFIG_GLOBAL": os.devnull}


def _files(root: Path, below: Iterable[str]) -> Mapping[str, bytes]:
    found = {}
    for folder, _, names in (step for name in below for step in os.walk(root / name)):
        if ".git" not in Path(folder).parts:
            for path in (Path(folder, name) for name in names):
                shown = str(path.relative_to(root))
                is_link = path.is_symlink()
                raw = str(path.readlink()).encode() if is_link else path.read_bytes()
                found[shown] = PROGRESS.sub(b"", raw) if path.name == "stderr" else raw
    return found


def _settled(files: Mapping[str, bytes], settle: Callable[[str], str]) -> Mapping[str, str]:
    return {name: settle(raw.decode("utf-8", "backslashreplace")) for name, raw in files.items()}


def _differing(pair: TwoVersions, runs: Mapping[str, Run]) -> tuple[list[str], list[str]]:
    """The runs that differ as announced, and those that differ otherwise."""
    left = [name for name in runs if not _is_same(pair.results(name, "first"), str)]
    announced: list[str] = []
    for number, one in enumerate(ANNOUNCED):
        round_ = "first"
        if one.arguments and (able := _with_more_of(pair, runs, left, one.arguments[1])):
            round_ = f"again-{number}"
            pair.perform({name: _with(runs[name], one.arguments) for name in able}, round_)
        else:
            able = [] if one.arguments else left
        solved = [name for name in able if _is_same(pair.results(name, round_), _without(number))]
        print(f"{len(solved)} runs differ because {one.reason}")
        announced += solved
        left = [name for name in left if name not in solved]
    return announced, left


def _without(last: int) -> Callable[[str], str]:
    """What takes away the announced differences up to that one."""

    def settle(text: str) -> str:
        for one in ANNOUNCED[: last + 1]:
            text = one.settle(text)
        return text

    return settle


def _with(run: Run, further: tuple[str, ...]) -> Run:
    return replace(run, arguments=(*run.arguments, *further))


def _with_more_of(
    pair: TwoVersions, runs: Mapping[str, Run], names: Iterable[str], code: str
) -> list[str]:
    """Those that name a code more often than before, by commands that can be told not to."""
    able = (name for name in names if runs[name].arguments[:1] in (("lint",), ("check",)))
    sides = {name: pair.results(name, "first") for name in able}
    return [name for name, (old, new) in sides.items() if _count(old, code) < _count(new, code)]


def _count(files: Mapping[str, bytes], text: str) -> int:
    return sum(raw.count(text.encode()) for raw in files.values())


def _is_same(sides: Sides, settle: Callable[[str], str]) -> bool:
    before, after = sides
    return before == after or _settled(before, settle) == _settled(after, settle)


def _show(name: str, run: Run | None, sides: Sides, lines: int) -> None:
    """Prints how two sides differ, each file as far as that many lines."""
    where = f"{run.project}: tracking-plan {' '.join(run.arguments)}" if run else "shared projects"
    print(f"\n=== {name} {where}"[:WIDTH])
    before, after = (_settled(side, str) for side in sides)
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old != new:
            one, other = (old or "").splitlines(), (new or "").splitlines()
            diff = difflib.unified_diff(
                one, other, f"before/{path}", f"after/{path}", "", "", 1, ""
            )
            print("\n".join(line[:WIDTH] for line in itertools.islice(diff, lines)))


def _say_codes(pair: TwoVersions, runs: Iterable[str]) -> None:
    """Prints which codes the first side has reported, and which never."""
    texts = (raw for name in runs for raw in pair.results(name, "first")[0].values())
    seen = {code.decode() for text in texts for code in CODE_IN_JSON.findall(text)}
    known = {code.id for code in all_codes()}
    for letter in sorted({code[0] for code in known | seen}):
        family = {code for code in known if code[0] == letter}
        missing = " ".join(sorted(family - seen)) or "none"
        print(f"{letter}: {len(family & seen)} of {len(family)} codes seen; never: {missing}")


def compare(pair: TwoVersions, runs: Mapping[str, Run], *, lines: int, most: int) -> int:
    """Runs and compares all; the exit code."""
    pair.perform(runs, "first")
    announced, left = _differing(pair, runs)
    is_touched = not _is_same(pair.untouched("first"), _without(len(ANNOUNCED) - 1))
    for name in left[:most]:
        _show(name, runs[name], pair.results(name, "first"), lines)
    if is_touched:
        _show("projects", None, pair.untouched("first"), lines)
    _say_codes(pair, runs)
    print(f"{len(announced)} differ as announced")
    print(f"{len(runs):,} runs compared, {len(left) + is_touched} differ")
    return int(bool(left) or is_touched)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the projects, and compares what the two versions make of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", required=True, metavar="PYTHON")
    parser.add_argument("--after", required=True, metavar="PYTHON")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where all that is written stays")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part; may be repeated")
    parser.add_argument("--lines", type=int, default=20, help="of a difference in a file")
    parser.add_argument("--most", type=int, default=40, help="differing runs that are shown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            parser.error(f"{folder} is not empty")
        pair = TwoVersions(folder, (given.before, given.after))
        parts = [PARTS[name] for name in given.only or PARTS]
        runs = [run for part in parts for run in part(pair.projects)]
        named = {f"{number:05}": run for number, run in enumerate(runs)}
        return compare(pair, named, lines=given.lines, most=given.most)


if __name__ == "__main__":
    sys.exit(main())
