"""Projects to run every command over: the shop, a large plan, all pages' cases, damaged files."""

import json
import random
import runpy
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cases
import fuzz
import yaml

from tracking_plan.triage.rule_index import all_codes

ROOT = Path(__file__).parent.parent
SHOP = ROOT / "examples" / "shop"
FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
EVERY = tuple(part for name in FORMATS for part in ("--format", f"{name}={{out}}/{name}"))
DAY = ("--today", "2026-01-01")
TARGET = "generate: [{target: python, output: analytics}]\n"
TARGETED = "with-target.yaml"
ENDINGS = {
    "python": "py", "py": "py", "javascript": "js", "js": "js", "jsx": "jsx", "typescript": "ts",
    "ts": "ts", "tsx": "tsx",
}  # fmt: skip
CAPTURES = ("ndjson", "json", "bytes")
NEAR = "import altertable\n"  # likely names count where a file of the project imports the SDK
LARGE_EVENTS, MIDDLING_EVENTS = 5_000, 300
DAMAGED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command line in a project, or, where it writes, in a copy for itself alone."""

    project: str
    arguments: tuple[str, ...]
    is_alone: bool = False
    below: str = ""
    stdin: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, number: int) -> dict[str, object]:
        """The run as the runner reads it."""
        return {"id": f"{number:05}", **asdict(self)}


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes files by path, and the folders that they need."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def runs(project: str, *lines: tuple[str, ...], is_alone: bool = False) -> Iterator[Run]:
    """A run for each command line."""
    for line in lines:
        yield Run(project=project, arguments=line, is_alone=is_alone)


def shop(root: Path) -> Iterator[Run]:
    """The example, with every command in every format, and as a checkout of git."""
    unwanted = shutil.ignore_patterns("node_modules", "__pycache__", ".*_cache")
    shutil.copytree(SHOP, root / "shop", ignore=unwanted)
    shutil.copytree(root / "shop", root / "checkout")
    subprocess.run(["git", "init", "-q", str(root / "checkout")], check=True)
    capture, documents = "captured/events.ndjson", "captured/altertable-docs.ndjson"
    commands = (
        ("lint", "--extend-select", "ALL"),
        ("usage",),
        ("usage", "--inventory"),
        ("validate", capture, documents),
        ("check",),
        ("generate", "--check"),
    )
    for command in commands:
        yield from runs("shop", *((*command, *DAY, "--format", name) for name in FORMATS))
        yield from runs("shop", (*command, *DAY, "--figures", "-v", *EVERY), (*command, "-q"))
        yield from runs("shop", (*command, *DAY, "--color", "always", "--fail-on", "warning"))
        yield from runs("shop", (*command, *DAY, "--output", "report"), is_alone=True)
        yield from runs("shop", (*command, *DAY, "--write-baseline"), is_alone=True)
        yield from runs("checkout", (*command, *DAY, "--format", "concise"))
    yield from runs("shop", *_validations(capture))
    yield from runs("shop", ("validate", capture, *_KEEP), ("generate",), is_alone=True)
    yield from runs("shop", ("init", "--from-code"), ("usage", "web/src", *EVERY))
    yield from runs(
        "shop", ("lint", "--fix", *DAY), ("lint", "--fix", "--unsafe-fixes"), is_alone=True
    )
    yield from runs("shop", ("lint", "--diff", "--unsafe-fixes", *DAY))
    yield from _every_event(root, "shop")


_KEEP = ("--valid", "valid", "--quarantine", "invalid")


def _validations(capture: str) -> Iterator[tuple[str, ...]]:
    validate = ("validate", capture, *DAY, "--figures")
    yield (*validate, "--strict-json", *EVERY)
    yield (*validate, "--pii", *EVERY)
    yield (*validate, "--show-values", *EVERY)
    yield (*validate, "--engine", "jsonschema", *EVERY)
    yield (*validate, "--max-line", "300", *EVERY)


def _every_event(root: Path, project: str) -> Iterator[Run]:
    """All that is said of single events, by their names and versions."""
    for path in sorted((root / project).rglob("*.yaml")):
        for name, versions in _events(path.read_text(encoding="utf-8")):
            yield from runs(project, ("explain", name, *DAY), ("schema", name))
            yield from runs(project, *(("schema", f"{name}@{one}") for one in versions))


def _events(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of events and their versions, as far as a simpler reader than ours sees them."""
    try:
        plan = yaml.safe_load(text)
        events = dict(plan.get("events") or {})
    except (yaml.YAMLError, AttributeError, TypeError, ValueError):
        return
    for name, body in events.items():
        of_body = body if isinstance(body, dict) else {}
        previous = of_body.get("previous")
        older = tuple(map(str, previous)) if isinstance(previous, dict) else ()
        yield str(name), (str(of_body.get("version", "1.0")), *older)


def large(root: Path) -> Iterator[Run]:
    """The plan of the benchmarks, with payloads and code of the same seed."""
    make_plan = runpy.run_path(str(ROOT / "benchmarks" / "make_plan.py"))
    text: str = make_plan["plan"](LARGE_EVENTS)
    chance = random.Random(1)
    files = {"tracking-plan.yaml": text}
    examples = list(_examples(text))
    payloads = (_payload(name, one, chance) for name, one in examples[:1_000] for _ in range(5))
    files["capture.ndjson"] = "".join(payloads)
    files["api/code.py"] = "from altertable import Altertable\nclient = Altertable('')\n" + "".join(
        f"client.track({_misspelt(name, chance)!r}, user_id, properties={one!r})\n"
        for name, one in examples[:2_000]
    )
    files["web/code.ts"] = "import { altertable } from '@altertable/altertable-js'\n" + "".join(
        f"altertable.track({json.dumps(_misspelt(name, chance))}, {json.dumps(one)})\n"
        for name, one in examples[1_000:3_000]
    )
    write(root / "large", files)
    for command in (("lint",), ("usage", "--inventory"), ("validate", "capture.ndjson")):
        yield from runs("large", (*command, *DAY, "--figures", *EVERY))
    yield from runs("large", ("schema", examples[9][0]))
    write(root / "middling", {"tracking-plan.yaml": make_plan["plan"](MIDDLING_EVENTS) + TARGET})
    yield from runs("middling", ("generate",), ("lint", "--fix", *DAY), is_alone=True)
    yield from runs(
        "large", ("lint", "--fix", "--unsafe-fixes", "--write-baseline", *DAY), is_alone=True
    )
    yield from _bulk(root)


def _bulk(root: Path) -> Iterator[Run]:
    """A capture that is large enough for processes to share it."""
    lines = (SHOP / "captured" / "events.ndjson").read_bytes()
    write(root / "bulk", {"capture.ndjson": lines * ((40 << 20) // len(lines) + 1)})
    for jobs in ("1", "2"):
        line = ("validate", "capture.ndjson", *DAY, "--jobs", jobs, "--figures", *EVERY)
        yield from runs("bulk", (*line, "--plan", "../shop"))


def _examples(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in text.splitlines():
        if line.startswith("      - {"):
            yield name, json.loads(line.removeprefix("      - "))
        elif line.startswith("  ") and line[2] != " ":
            name = line.strip().rstrip(":")


def _payload(name: str, properties: dict[str, object], chance: random.Random) -> str:
    sent = dict(properties)
    if sent and chance.random() < 0.1:
        key = chance.choice(list(sent))
        sent[key] = chance.choice([None, "x", -1, 2.5, True, []])
    if sent and chance.random() < 0.05:
        sent.pop(chance.choice(list(sent)))
    payload = {"event": _misspelt(name, chance), "properties": sent, "distinct_id": "u_1"}
    moment = f"2026-01-0{chance.randint(1, 9)}T12:00:00Z"
    return json.dumps({**payload, "environment": "production", "timestamp": moment}) + "\n"


def _misspelt(name: str, chance: random.Random) -> str:
    return name if chance.random() < 0.98 else chance.choice([name.lower(), name + "s", name[1:]])


def pages(root: Path) -> Iterator[Run]:
    """A project for each block of each rule's page, and of the further cases."""
    languages = ("yaml", *ENDINGS, *CAPTURES)
    for code in all_codes():
        for number, case in enumerate(cases.cases_of(code, languages)):
            is_plan_of_others = code.id[0] in "UD" and case.language == cases.PLAN
            if not is_plan_of_others:
                yield from _page_runs(root, f"{code.id}-{number:02}", case)


def _page_runs(root: Path, project: str, case: cases.Case) -> Iterator[Run]:
    write(root / project, {"tracking-plan.yaml": case.plan})
    if case.language == cases.PLAN:
        yield from of_plan(root, project)
    elif case.language in ENDINGS:
        text = case.text.replace("\u2400", "\0")
        write(root / project, {f"block.{ENDINGS[case.language]}": text, "near.py": NEAR})
        yield from of_code(project)
    else:
        raw = case.text.encode()
        if case.language == "bytes":
            raw = raw[:-1].decode().encode().decode("unicode_escape").encode("latin-1")
        write(root / project, {"capture": raw})
        limit = ("--max-line", "70") if case.language == "bytes" else ()
        yield from of_capture(project, limit)


def of_plan(root: Path, project: str) -> Iterator[Run]:
    """What can be done with a plan alone."""
    text = (root / project / "tracking-plan.yaml").read_bytes()
    targeted = text if b"generate:" in text else text.rstrip() + b"\n" + TARGET.encode()
    write(root / project, {TARGETED: targeted})
    lint, generate = ("lint", *DAY), ("generate", "--plan", TARGETED)
    yield from runs(project, (*lint, "--extend-select", "ALL", "--figures", "-v", *EVERY))
    yield from runs(project, ("check", *DAY, *EVERY), (*lint, "--diff"))
    yield from runs(project, (*lint, "--fix", "--unsafe-fixes"), generate, is_alone=True)
    for name, versions in list(_events(text.decode("utf-8", "replace")))[:2]:
        yield from runs(project, ("explain", name, *DAY), ("schema", f"{name}@{versions[-1]}"))


def of_code(project: str) -> Iterator[Run]:
    """What can be done with code."""
    yield from runs(project, ("usage", *DAY, "--figures", "--inventory", *EVERY), ("check", *DAY))
    draft = ("init", "--from-code", "--plan", "draft.yaml")
    yield from runs(project, ("usage", *DAY, "--write-baseline"), draft, is_alone=True)


def of_capture(project: str, limit: tuple[str, ...] = ()) -> Iterator[Run]:
    """What can be done with payloads."""
    line = ("validate", "capture", *DAY, *limit)
    yield from runs(
        project, (*line, "--strict-json", "--pii", "--show-values", "--figures", *EVERY)
    )
    yield from runs(project, (*line, "--engine", "jsonschema", "--format", "json"))
    yield from runs(project, (*line, *_KEEP), is_alone=True)


def damaged(root: Path) -> Iterator[Run]:
    """Plans, code and payloads of the shop, damaged at random, each time in the same way."""
    chance = random.Random(1)
    whole = {str(path.relative_to(SHOP)): path.read_bytes() for path in _of_shop(".yaml")}
    plans = [*_of_shop(".yaml"), ROOT / "tests" / "golden" / "nasty.yaml"]
    code = _of_shop(".py", ".ts", ".tsx")
    payloads = (SHOP / "captured" / "events.ndjson").read_text("utf-8")
    capture = "".join(payloads.splitlines(keepends=True)[::40])
    for number in range(DAMAGED):
        project = f"damaged-{number:03}"
        text = fuzz.damaged(chance.choice(plans).read_text("utf-8"), chance)
        source = chance.choice(code)
        files = {
            "tracking-plan.yaml": text if "tracking_plan:" in text else f"tracking_plan: 1\n{text}",
            f"whole/web/code{source.suffix}": fuzz.damaged(source.read_text("utf-8"), chance),
            "whole/capture": fuzz.damaged(capture, chance),
        }
        write(root / project, {n: t.encode("utf-8", "replace") for n, t in files.items()})
        write(root / project / "whole", whole)
        yield from of_plan(root, project)
        for line in (("validate", "capture"), ("usage", "--inventory")):
            yield Run(project=project, below="whole", arguments=(*line, *DAY, *EVERY))


def _of_shop(*endings: str) -> list[Path]:
    """The shop's files with these endings, without what npm has installed there."""
    found = (path for path in sorted(SHOP.rglob("*")) if path.suffix in endings)
    return [path for path in found if "node_modules" not in path.parts]
