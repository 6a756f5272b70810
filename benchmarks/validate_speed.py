"""How long `tracking-plan validate` takes, as a ratio: `python benchmarks/validate_speed.py`.

The shop's capture, repeated to 200,000 lines, is validated by a whole process, and read by another
that does no more than `orjson.loads` on each line. The runs take turns; the medians are compared.
"""

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHOP = Path(__file__).parent.parent / "examples" / "shop"
LINES = 200_000
RUNS = 5
READ = """
import orjson, sys
for line in open(sys.argv[1], "rb"):
    orjson.loads(line)
"""


def main() -> None:
    """Print the ratio, and payloads per second."""
    lines = (SHOP / "captured" / "events.ndjson").read_bytes().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        capture = Path(folder) / "capture.ndjson"
        capture.write_bytes(b"".join(itertools.islice(itertools.cycle(lines), LINES)))
        program = str(Path(sys.executable).with_name("tracking-plan"))
        plan = str(SHOP / "tracking-plan.yaml")
        validate = [program, "validate", "--plan", plan, "--jobs", "1", str(capture)]
        read = [sys.executable, "-c", READ, str(capture)]
        _seconds(validate), _seconds(read)
        pairs = [(_seconds(validate), _seconds(read)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"validate, {LINES:,} lines, one process: {ours:.2f} s = {ours / theirs:.1f}x"
        f" orjson.loads on each line ({theirs:.2f} s); {LINES / ours:,.0f} lines a second"
    )


def _seconds(command: list[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
