"""How long `tracking-plan validate` takes, beside what people would write: each a whole process.

    python benchmarks/validate_speed.py [--payloads 200000] [--rounds 5] [--slow]

`make_payloads.py` makes the data: 200 events, 300 to 500 bytes a payload, one in a hundred invalid.
All runs take turns, and the medians of their processor time (user and system, children included)
are compared, with the wall beside it:

- this tool from file to report, all default rules on, with one job and with two;
- a bare loop of `orjson.loads`, which is the unit of the ratios;
- `orjson` and `jsonschema-rs`, `orjson` and `fastjsonschema`: each payload's properties against the
  schema of its event, valid or not, and no more;
- ajv on Node, the same, where npm can install it;
- with `--slow`, `json` and `jsonschema`, on a fiftieth of the lines.

Two more captures have a single kind of payload: such as only look suspicious (a number that has a
card's digits and is none), and such as are invalid in one way.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from make_payloads import KINDS, events, write

from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text

LIMITS = {200_000: 4.3, 1_000_000: 3.8}
SUSPICIOUS, INVALID = 11.0, 22.0
LOADS = "import orjson, sys\nfor line in open(sys.argv[1], 'rb'):\n    orjson.loads(line)\n"
SCHEMAS = """
import json, sys
schemas = json.load(open(sys.argv[2]))
"""
RUST = (
    SCHEMAS
    + """
import jsonschema_rs, orjson
make = jsonschema_rs.Draft202012Validator
tests = {n: make(s, validate_formats=True).is_valid for n, s in schemas.items()}
valid = 0
for line in open(sys.argv[1], "rb"):
    payload = orjson.loads(line)
    test = tests.get(payload["event"])
    valid += test is not None and test(payload["properties"])
print(valid)
"""
)
FAST = (
    SCHEMAS
    + """
import fastjsonschema, orjson
tests = {}
valid = 0
for line in open(sys.argv[1], "rb"):
    payload = orjson.loads(line)
    name = payload["event"]
    if name in schemas:
        if name not in tests:
            schema = {k: v for k, v in schemas[name].items() if k != "$schema"}
            tests[name] = fastjsonschema.compile(schema)
        try:
            tests[name](payload["properties"])
            valid += 1
        except fastjsonschema.JsonSchemaException:
            pass
print(valid)
"""
)
SLOW = (
    SCHEMAS
    + """
import jsonschema
tests = {n: jsonschema.Draft202012Validator(s).is_valid for n, s in schemas.items()}
for line in open(sys.argv[1], "rb"):
    payload = json.loads(line)
    test = tests.get(payload["event"])
    test and test(payload["properties"])
"""
)
AJV = """
const fs = require("fs"), readline = require("readline");
const Ajv = require("ajv/dist/2020"), formats = require("ajv-formats");
const ajv = new Ajv({strict: false}); formats(ajv);
const schemas = JSON.parse(fs.readFileSync(process.argv[3]));
const tests = {};
let valid = 0;
const lines = readline.createInterface({input: fs.createReadStream(process.argv[2])});
lines.on("line", (line) => {
  const payload = JSON.parse(line), schema = schemas[payload.event];
  if (!schema) return;
  tests[payload.event] ??= ajv.compile(schema);
  valid += tests[payload.event](payload.properties);
});
lines.on("close", () => console.log(valid));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A command to be timed; `share` is the part of the lines that it reads."""

    name: str
    command: tuple[str, ...]
    share: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds of the processor and on the clock, and the megabytes of the largest process."""

    processor: float
    wall: float
    memory: int


def main() -> int:
    """Prints the ratios; 1 where one passes its limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--payloads", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plan, capture = write(folder, given.payloads)
        contenders = [*_contenders(folder, plan, capture, slow=given.slow)]
        ratios = _compared(contenders, given.rounds)
        limit = LIMITS.get(given.payloads)
        is_late = limit is not None and ratios["tracking-plan"] > limit
        for name, most in (("suspicious", SUSPICIOUS), ("invalid", INVALID)):
            is_late = _alone(folder, plan, name, given.rounds) > most or is_late
    return int(is_late)


def _contenders(folder: Path, plan: Path, capture: Path, *, slow: bool) -> Iterable[Contender]:
    schemas = folder / "schemas.json"
    schemas.write_text(json.dumps(_schemas(plan)))
    python, data = sys.executable, (str(capture), str(schemas))
    yield Contender(name="orjson.loads", command=(python, "-c", LOADS, str(capture)))
    yield Contender(name="tracking-plan", command=_validate(plan, capture, 1))
    yield Contender(name="tracking-plan, 2 jobs", command=_validate(plan, capture, 2))
    yield Contender(name="orjson + jsonschema-rs", command=(python, "-c", RUST, *data))
    yield Contender(name="orjson + fastjsonschema", command=(python, "-c", FAST, *data))
    node = _node(folder)
    if node is not None:
        yield Contender(name="ajv on Node", command=(node, str(folder / "ajv.cjs"), *data))
    if slow:
        few = folder / "few.ndjson"
        lines = capture.read_bytes().splitlines(keepends=True)
        few.write_bytes(b"".join(lines[::50]))
        command = (python, "-c", SLOW, str(few), str(schemas))
        yield Contender(name="json + jsonschema", command=command, share=1 / 50)


def _validate(plan: Path, capture: Path, jobs: int) -> tuple[str, ...]:
    program = str(Path(sys.executable).with_name("tracking-plan"))
    return (program, "validate", "--plan", str(plan), "--jobs", str(jobs), str(capture))


def _schemas(plan: Path) -> Mapping[str, object]:
    """The schema of each event's properties, by its name."""
    loaded = load_text(plan.read_text(encoding="utf-8")).plan
    assert loaded is not None
    return {
        event.name: version_schema(loaded, event, event.current) for event in loaded.events.values()
    }


def _node(folder: Path) -> str | None:
    """Node, with ajv installed in the folder; None where that cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    (folder / "ajv.cjs").write_text(AJV)
    done = subprocess.run(
        [npm, "install", "--silent", "ajv@8", "ajv-formats@3"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return node if done.returncode == 0 else None


def _compared(contenders: Iterable[Contender], rounds: int) -> Mapping[str, float]:
    """The processor time of each in units of the first's, which is printed, too."""
    every = tuple(contenders)
    for each in every:
        _run(each.command)  # is not counted
    found = [{each.name: _run(each.command) for each in every} for _ in range(rounds)]
    unit = statistics.median(times[every[0].name].processor for times in found)
    ratios = {}
    for each in every:
        processor = statistics.median(times[each.name].processor for times in found) / each.share
        wall = statistics.median(times[each.name].wall for times in found) / each.share
        memory = max(times[each.name].memory for times in found)
        ratios[each.name] = processor / unit
        print(
            f"{each.name:<26}{processor:8.2f} s processor{wall:8.2f} s wall{memory:5} MB"
            f"{processor / unit:8.2f}x",
            flush=True,
        )
    return ratios


def _alone(folder: Path, plan: Path, name: str, rounds: int) -> float:
    """How much longer a payload of one kind takes than to parse it, without what each run costs."""
    files = {kind: folder / f"{name}-{kind}.ndjson" for kind in ("many", "few")}
    line = _line(plan, name)
    for kind, count in (("many", 50_000), ("few", 1_000)):
        with files[kind].open("wb") as file:
            file.writelines(line.replace(b"u_1", b"u_%d" % at) + b"\n" for at in range(count))
    ours, theirs = [], []
    for _ in range(rounds):
        many, few = (_run(_validate(plan, files[kind], 1)) for kind in ("many", "few"))
        loads = [_run((sys.executable, "-c", LOADS, str(files[kind]))) for kind in ("many", "few")]
        ours.append(many.processor - few.processor)
        theirs.append(loads[0].processor - loads[1].processor)
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"one {name} payload, beyond the start of the run: {ratio:.1f}x orjson.loads of it")
    return ratio


def _line(plan: Path, name: str) -> bytes:
    """A payload of the plan's first event that has a title: suspicious, or invalid in one way."""
    rng = random.Random(7)
    event = next(event for event in events() if {"title", "level"} <= {*event.properties})
    properties = {each: KINDS[each].value(rng) for each in event.properties}
    if name == "suspicious":
        properties["title"] = "order 4111 1111 1111 1112"
    else:
        properties["level"] = "1"
    body = {
        "event": event.name,
        "environment": "production",
        "distinct_id": "u_1",
        "timestamp": "2026-02-01T12:00:00.000Z",
        "properties": properties,
    }
    return json.dumps(body, separators=(",", ":")).encode()


def _run(command: Iterable[str]) -> Times:
    start = time.perf_counter()
    with subprocess.Popen(
        [*command], env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{[*command][:3]} ended with {child.returncode}")
    return Times(
        processor=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - start,
        memory=usage.ru_maxrss // 1024,
    )


def _environment() -> Mapping[str, str]:
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    sys.exit(main())
