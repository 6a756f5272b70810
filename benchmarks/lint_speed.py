"""How long `tracking-plan lint` takes, as ratios: `python benchmarks/lint_speed.py`.

Two questions, each answered within one run, with the runs of both sides taking turns:

1. A plan of 200 events, as a pre-commit hook meets it: the whole process against
   `python -c "import click, yaml"`, below which no tool of these two libraries can come.
2. A plan of 5,000 events: the whole process against draining
   `yaml.parse(text, Loader=yaml.CSafeLoader)`, that is, against libyaml reading the file.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
RUNS = {200: 21, 5000: 5}
LIMITS = {200: 3.5, 5000: 5.0}
DRAIN = """
import sys, time, yaml
text = open(sys.argv[1], encoding="utf-8").read()
start = time.perf_counter()
for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
    pass
print(time.perf_counter() - start)
"""


def main() -> int:
    """Print both ratios; 1 where one passes its limit."""
    with tempfile.TemporaryDirectory() as folder:
        ratios = {}
        for events in RUNS:
            plan = Path(folder) / f"{events}.yaml"
            made = _made(events)
            plan.write_text(made, encoding="utf-8")
            ratios[events] = _measured(events, plan)
    return int(any(ratio > LIMITS[events] for events, ratio in ratios.items()))


def _made(events: int) -> str:
    script = [sys.executable, str(HERE / "make_plan.py"), "--events", str(events)]
    return subprocess.run(script, capture_output=True, text=True, check=True).stdout


def _measured(events: int, plan: Path) -> float:
    reference = _import_time if events == 200 else lambda: _drain_time(plan)
    names = {200: 'python -c "import click, yaml"', 5000: "draining yaml.parse(CSafeLoader)"}
    ours, theirs = _interleaved(lambda: _lint_time(plan), reference, RUNS[events])
    ratio = ours / theirs
    size = plan.stat().st_size / 1000
    print(
        f"lint, {events:,} events ({size:,.0f} kB): {ours * 1000:,.0f} ms"
        f" = {ratio:.2f}x {names[events]} ({theirs * 1000:,.0f} ms); limit {LIMITS[events]}x"
    )
    return ratio


def _interleaved(
    ours: Callable[[], float], theirs: Callable[[], float], runs: int
) -> tuple[float, float]:
    """The medians of both, after one run of each that is not counted."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def _lint_time(plan: Path) -> float:
    program = Path(sys.executable).with_name("tracking-plan")
    return _wall([str(program), "lint", "--plan", str(plan)])


def _import_time() -> float:
    return _wall([sys.executable, "-c", "import click, yaml"])


def _drain_time(plan: Path) -> float:
    command = [sys.executable, "-c", DRAIN, str(plan)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _wall(command: list[str]) -> float:
    # As everywhere but in some containers, modules are compiled once: by the run not counted.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
