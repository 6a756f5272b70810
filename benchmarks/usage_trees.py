"""`tracking-plan usage` over checkouts, as ratios: `python benchmarks/usage_trees.py TREE...`.

Each TREE is a git checkout, named with its commit. Compared in one run are CPU times of whole
processes, in turns, medians: `usage` in one process, `rg -j1` searching the tree for the names of
the SDKs' methods, and `ast-grep` matching calls of these; of `usage` also the time on the clock in
one process and in two, and the most memory that a process takes. What is not installed is left out.

Those figures are of runs without a cache. Beside them stand a run that fills one, and one that has
it and finds ten files changed: others in each turn, by a seed, with a comment added to each. They
are put back.
"""

import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracking_plan.usage.sdks.table import SDKS

PLAN = "tracking_plan: 1\nevents: {Checkout Started: {additional_properties: true}}\n"
RUNS = 3
CHANGED = 10
COMMENTS = {".py": "# changed\n"}
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
    anew = [*usage, "--no-cache", "--jobs"]
    commands = {"1": [*anew, "1"], "2": [*anew, "2"]}
    if search := shutil.which("rg"):
        commands["rg -j1"] = [search, "-j1", "-c", rf"\b({'|'.join(names)})\b", "."]
    if matcher := shutil.which("ast-grep"):
        rules = "\n---\n".join(_rule(language, names) for language in LANGUAGES)
        commands["ast-grep"] = [matcher, "scan", "--json=stream", "--inline-rules", rules, "."]
    _taken(commands["1"], tree)  # byte code is written, and the files are in memory
    turns = [
        {name: _taken(one, tree) for name, one in commands.items()}
        | _with_cache([*usage, "--jobs", "1"], tree, turn)
        for turn in range(RUNS)
    ]
    cpu = {name: statistics.median(turn[name].cpu for turn in turns) for name in turns[0]}
    clock = [statistics.median(turn[jobs].clock for turn in turns) for jobs in ("1", "2")]
    memory = max(turn[jobs].memory for turn in turns for jobs in ("1", "2"))
    print(_about(tree))
    print(f"  usage: {cpu['1']:.2f} s of CPU, {memory:.0f} MiB at most")
    print(f"  two processes: {clock[0] / clock[1]:.2f}x as fast ({cpu['2']:.2f} s of CPU)")
    print(f"  a cache is filled: {cpu['filling']:.2f} s of CPU")
    print(f"  with it and {CHANGED} files changed: {cpu['warm']:.2f} s of CPU")
    for name in commands.keys() - {"1", "2"}:
        times = f"{cpu['1'] / cpu[name]:.1f}x, {cpu['warm'] / cpu[name]:.1f}x with the cache"
        print(f"  {name}: {cpu[name]:.2f} s of CPU, usage takes {times}")


def _with_cache(command: list[str], tree: Path, turn: int) -> dict[str, Taken]:
    """A run that fills a cache, and one that has it, when ten other files were changed."""
    with tempfile.TemporaryDirectory() as folder:
        filling = _taken(command, tree, cache=folder)
        time.sleep(3)  # what was written just before it was read is read again
        with _changed(tree, turn):
            return {"filling": filling, "warm": _taken(command, tree, cache=folder)}


@contextlib.contextmanager
def _changed(tree: Path, seed: int) -> Iterator[None]:
    """Has a comment at the end of ten files of code, which are put back afterwards."""
    files = sorted(path for path in _files(tree) if path.suffix in ENDINGS and path.is_file())
    chosen = random.Random(seed).sample(files, min(CHANGED, len(files)))
    before = {path: path.read_bytes() for path in chosen}
    try:
        for path, content in before.items():
            path.write_bytes(content + COMMENTS.get(path.suffix, "// changed\n").encode())
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def _files(tree: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=tree, capture_output=True, check=True)
    return [tree / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]


def _about(tree: Path) -> str:
    """The tree's name, commit and size."""
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tree, capture_output=True, text=True, check=True
    )
    sizes = {path: path.stat().st_size for path in _files(tree) if path.is_file()}
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


def _taken(command: list[str], folder: Path, cache: str = "") -> Taken:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["TRACKING_PLAN_CACHE_DIR"] = cache
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
