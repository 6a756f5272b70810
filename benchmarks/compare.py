"""Two versions of the tool against each other: `python benchmarks/compare.py BEFORE AFTER`.

BEFORE and AFTER are the Python interpreters of two environments, each with a version of the tool in
it. Each workload is run by both in turn, as whole processes, and their processor time (user and
system, children included) is compared pair by pair. A figure is worse where the median of its
ratios is more than 5 % above 1 and the median of AFTER lies outside the spread of BEFORE.
"""

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from usage_speed import PLAN, copy_code

ROOT = Path(__file__).resolve().parent.parent
SHOP = ROOT / "examples" / "shop"
WORSE = 1.05
LINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A command, and the folder that it runs in."""

    name: str
    arguments: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The seconds of processor time that both versions took, run by run."""

    before: tuple[float, ...]
    after: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios, pair by pair: above 1, the later version takes longer."""
        pairs = zip(self.after, self.before, strict=True)
        return statistics.median(after / before for after, before in pairs)

    @property
    def is_worse(self) -> bool:
        """Whether the later version is slower by more than noise explains."""
        return self.ratio > WORSE and statistics.median(self.after) > max(self.before)


def main() -> int:
    """Print a line for each workload; 1 where one has become worse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", metavar="BEFORE")
    parser.add_argument("after", metavar="AFTER")
    parser.add_argument("--pairs", type=int, default=11)
    parser.add_argument("--only", default="", help="the beginning of workloads' names")
    given = parser.parse_args()
    pythons = (os.path.abspath(given.before), os.path.abspath(given.after))  # noqa: PTH100  a link stays
    worse = False
    with tempfile.TemporaryDirectory() as temporary:
        for work in _workloads(Path(temporary)):
            if work.name.startswith(given.only):
                figure = _figure(work, pythons, given.pairs)
                worse = worse or figure.is_worse
                _print(work, figure)
    return int(worse)


def _print(work: Workload, figure: Figure) -> None:
    before, after = (statistics.median(side) for side in (figure.before, figure.after))
    verdict = "WORSE" if figure.is_worse else "ok"
    print(
        f"{work.name:<30} {before * 1000:8,.0f} ms -> {after * 1000:8,.0f} ms"
        f"  x{figure.ratio:.3f}  before {min(figure.before) * 1000:,.0f} to"
        f" {max(figure.before) * 1000:,.0f} ms  {verdict}",
        flush=True,
    )


def _figure(work: Workload, pythons: tuple[str, str], pairs: int) -> Figure:
    for python in pythons:
        _seconds(python, work)  # writes the .pyc files, and is not counted
    found = [tuple(_seconds(python, work) for python in pythons) for _ in range(pairs)]
    before, after = zip(*found, strict=True)
    return Figure(before=before, after=after)


def _seconds(python: str, work: Workload) -> float:
    command = [python, "-m", "tracking_plan", *work.arguments]
    with subprocess.Popen(
        command, cwd=work.folder, env=_environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def _environment() -> Mapping[str, str]:
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _workloads(folder: Path) -> tuple[Workload, ...]:
    """Everything that `benchmarks/` times, and the commands that it does not."""
    for events in (200, 5000):
        script = [sys.executable, str(ROOT / "benchmarks" / "make_plan.py"), "--events"]
        made = subprocess.run([*script, str(events)], capture_output=True, check=True).stdout
        (folder / f"{events}.yaml").write_bytes(made)
    lines = (SHOP / "captured" / "events.ndjson").read_bytes().splitlines(keepends=True)
    capture = b"".join(itertools.islice(itertools.cycle(lines), LINES))
    (folder / "shop.ndjson").write_bytes(capture)
    (folder / "odd.ndjson").write_bytes(
        capture[: len(capture) // 5].replace(b'"environment"', b'"env"')
    )
    plan, jobs = ("--plan", str(SHOP / "tracking-plan.yaml")), ("--jobs", "1")
    return (
        Workload(name="help", arguments=("--help",), folder=folder),
        Workload(name="lint, 200 events", arguments=("lint", "--plan", "200.yaml"), folder=folder),
        Workload(
            name="lint, 5000 events", arguments=("lint", "--plan", "5000.yaml"), folder=folder
        ),
        Workload(name="lint, the shop", arguments=("lint",), folder=SHOP),
        Workload(name="check, the shop", arguments=("check",), folder=SHOP),
        Workload(name="generate, the shop", arguments=("generate", "--check"), folder=SHOP),
        Workload(
            name=f"validate, {LINES} lines",
            arguments=("validate", *plan, *jobs, "shop.ndjson"),
            folder=folder,
        ),
        Workload(
            name="validate, all invalid",
            arguments=("validate", *plan, *jobs, "odd.ndjson"),
            folder=folder,
        ),
        Workload(name="usage, this Python's packages", arguments=("usage",), folder=_code(folder)),
    )


def _code(folder: Path) -> Path:
    """A git checkout with the shop's code and that of the packages that this Python has."""
    tree = folder / "code"
    tree.mkdir()
    (tree / "tracking-plan.yaml").write_text(PLAN)
    copy_code(SHOP, tree / "shop")
    copy_code(Path(sysconfig.get_path("purelib")), tree / "packages")
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    return tree


if __name__ == "__main__":
    sys.exit(main())
