"""`tracking-plan usage` over checkouts, as ratios: `python benchmarks/usage_trees.py TREE...`.

Each TREE is a git checkout, named with its commit. Compared in one run are CPU times of whole
processes, in turns, medians: `usage` in one process, `rg -j1` searching the tree for the names of
the SDKs' methods, and `ast-grep` matching calls of these; of `usage` also the time on the clock in
one process and in two, and the most memory that a process takes. What is not installed is left out.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracking_plan.usage.sdks.table import SDKS

PLAN = "tracking_plan: 1\nevents: {Checkout Started: {additional_properties: true}}\n"
RUNS = 3
ENDINGS = (".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx")
LANGUAGES = ("TypeScript", "Tsx", "JavaScript", "Python")


class Taken(NamedTuple):
    """What a process has taken: seconds of CPU, seconds on the clock, and mebibytes."""

    cpu: float
    clock: float
    memory: float


def main() -> None:
    """Print a line for each tree and comparison."""
    names = sorted({one.name for sdk in SDKS for one in sdk.signatures if one.event is not None})
    trees = [Path(text) for text in sys.argv[1:]]
    if not trees or not all(tree.is_dir() for tree in trees):
        sys.exit(__doc__)
    for tree in trees:
        with _plan_in(tree):
            _compare(tree.resolve(), names)


def _compare(tree: Path, names: list[str]) -> None:
    usage = [str(Path(sys.executable).with_name("tracking-plan")), "usage", "--format", "json"]
    commands = {"1": [*usage, "--jobs", "1"], "2": [*usage, "--jobs", "2"]}
    if search := shutil.which("rg"):
        commands["rg -j1"] = [search, "-j1", "-c", rf"\b({'|'.join(names)})\b", "."]
    if matcher := shutil.which("ast-grep"):
        rules = "\n---\n".join(_rule(language, names) for language in LANGUAGES)
        commands["ast-grep"] = [matcher, "scan", "--json=stream", "--inline-rules", rules, "."]
    _taken(commands["1"], tree)  # byte code is written, and the files are in memory
    turns = [{name: _taken(one, tree) for name, one in commands.items()} for _ in range(RUNS)]
    cpu = {name: statistics.median(turn[name].cpu for turn in turns) for name in commands}
    clock = [statistics.median(turn[jobs].clock for turn in turns) for jobs in ("1", "2")]
    memory = max(turn[jobs].memory for turn in turns for jobs in ("1", "2"))
    print(_about(tree))
    print(f"  usage: {cpu['1']:.2f} s of CPU, {memory:.0f} MiB at most")
    print(f"  two processes: {clock[0] / clock[1]:.2f}x as fast ({cpu['2']:.2f} s of CPU)")
    for name in commands.keys() - {"1", "2"}:
        print(f"  {name}: {cpu[name]:.2f} s of CPU, usage takes {cpu['1'] / cpu[name]:.1f}x")


def _about(tree: Path) -> str:
    """The tree's name, commit and size."""
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tree, capture_output=True, text=True, check=True
    )
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=tree, capture_output=True, check=True)
    paths = [tree / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    sizes = {path: path.stat().st_size for path in paths if path.is_file()}
    code = [size for path, size in sizes.items() if path.suffix in ENDINGS]
    return (
        f"{tree.name} at {head.stdout.strip()[:12]}: {sum(sizes.values()) / 1e6:.0f} MB,"
        f" of which {sum(code) / 1e6:.0f} MB in {len(code):,} files are code"
    )


def _rule(language: str, names: list[str]) -> str:
    patterns = "\n".join(f"    - pattern: $A.{name}($$$)" for name in names)
    return f"id: {language.lower()}\nlanguage: {language}\nrule:\n  any:\n{patterns}"


@contextlib.contextmanager
def _plan_in(tree: Path) -> Iterator[None]:
    """Has a plan in the tree, which is gone afterwards unless it was there."""
    plan = tree / "tracking-plan.yaml"
    is_ours = not plan.exists()
    if is_ours:
        plan.write_text(PLAN)
    try:
        yield
    finally:
        if is_ours:
            plan.unlink()


def _taken(command: list[str], folder: Path) -> Taken:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - start
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]}: exit code {process.returncode}")
    return Taken(cpu=used.ru_utime + used.ru_stime, clock=clock, memory=used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
