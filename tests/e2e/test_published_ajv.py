"""The published folder as other tools use it: served, resolved by `$id`, validated by ajv."""

import contextlib
import copy
import functools
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from process import unmeasured
from registries import Project

from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

SHOP = Path(__file__).parents[2] / "examples" / "shop"
PACKAGES = ("ajv@8.17.1", "ajv-formats@3.0.1")
EVERYTHING = r"""tracking_plan: 1
name: all
shared: {currency: {type: string, enum: [USD, EUR, {value: DEM, status: deprecated}]}}
events:
  Every Type:
    version: 2.3
    properties:
      text: {type: string, min_length: 1, max_length: 3}
      whole: {type: integer, minimum: -5, maximum: 10}
      number: {type: number, exclusive_minimum: 0, exclusive_maximum: 2, multiple_of: 0.25}
      flag: {type: boolean, const: true}
      any: {type: any}
      currency: ref! currency
      level: {type: integer, enum: [1, 2, {value: 3, status: deprecated}], nullable: true}
      nothing: {type: string, nullable: true}
      kind: {type: string, const: order, nullable: true}
      code: {type: string, pattern: '^[\p{Lu}\u{1F600}-\u{1F64F}]{1,2}$'}
      dot: {type: string, pattern: '^.\b\w$'}
      old: {type: string, status: retired}
      leaving: {type: boolean, status: deprecated, replaced_by: flag}
      secret: {type: string, pii: {kind: email, action: hash}}
      never: {type: string, pii: {kind: email, action: forbid}}
      counts: {type: object, additional_properties: {type: integer, minimum: 0}}
      free: {type: object, additional_properties: true}
      items:
        type: array
        min_items: 1
        max_items: 3
        unique_items: true
        items: {type: object, properties: {sku: string!, at: {type: string, format: date-time}}}
      deep:
        type: object
        properties:
          grid: {type: array, items: {type: array, items: {type: integer, nullable: true}}}
      date: {type: string, format: date}
      moment: {type: string, format: date-time}
      time: {type: string, format: time}
      email: {type: string, format: email}
      uri: {type: string, format: uri}
      uuid: {type: string, format: uuid}
      ipv4: {type: string, format: ipv4}
      ipv6: {type: string, format: ipv6}
      hostname: {type: string, format: hostname}
    previous:
      1.0: {properties: {currency: string!}}
  Nothing: {}
  Open: {additional_properties: true, properties: {a: string}}
  ünïcode / "quoted" $&?#%: {properties: {'ключ "a"': string!}}
"""
VALID = {
    "currency": "EUR",
    "text": "a",
    "secret": "0" * 64,
    "items": [{"sku": "1", "at": "2026-01-01T00:00:00Z"}],
    "deep": {"grid": [[1, None]]},
    "counts": {"a": 1},
}
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -5, -6, 10, 11, 3, 4, 0.25, 0.3, 1.0, 2, 1e300, -0.0),
    *("", "a", "abc", "abcd", "😀", "😀😀😀", "😀😀😀😀", "É", "order", "USD", "DEM", "0" * 64),
    *("2024-02-29", "2023-02-29", "2026-01-01T10:00:00Z", "2026-01-01 10:00:00Z", "10:00:00Z"),
    *("2026-01-01T25:00:00Z", "10:00:00", "23:59:60Z", "10:00:60Z", "a@b.example", "a@", "a b@c.d"),
    *("https://a.example/x?y#z", "/relative", "mailto:a@b.example", "http://[::1]/", "a:b"),
    *("8c3f2d6e-1b7a-4a57-9d0e-0123456789ab", "8c3f2d6e1b7a4a579d0e0123456789ab"),
    *("127.0.0.1", "127.0.0.256", "127.0.0.01", "::1", "::g", "1::2::3", "a.example", "-a.example"),
    *([], [1], [1, 1], [{}], [{"sku": "1"}], [{"sku": "1"}] * 2, [{"sku": "1"}, {"sku": "2"}]),
    *([{"sku": "1", "at": "x"}], {}, {"a": 1}, {"a": -1}, {"a": None}, {"grid": [[]]}),
    *({"grid": [[1.5]]}, {"grid": [None]}, {"grid": [[2.0, None]], "x": 1}),
)
EXPLAINED = [("Every Type 2.3", {"moment": "2026-01-01 10:00:00Z"}, True)]  # docs/verdicts.md
SCRIPT = """
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const fs = require("fs");
const asked = [];
const load = async (uri) => { asked.push(uri); return (await fetch(uri)).json(); };
(async () => {
  const { base, payloads } = JSON.parse(fs.readFileSync(0, "utf8"));
  const index = await load(base + "index.json");
  const verdicts = {};
  for (const event of index.events) for (const version of event.versions) {
    const ajv = new Ajv({ strict: false, loadSchema: load });
    addFormats(ajv);
    const validate = await ajv.compileAsync({ $ref: version.$id });
    if (new URL(version.path, base).href !== version.$id) throw new Error(version.$id);
    const key = event.event + " " + version.version;
    verdicts[key] = payloads.map((one) => validate(one));
  }
  console.log(JSON.stringify({ verdicts, asked }));
})().catch((error) => { console.error(error); process.exit(1); });
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def node(tmp_path: Path) -> Path:
    """A folder with ajv."""
    npm = shutil.which("npm")
    assert npm, "the tests need Node"
    folder = tmp_path / "node"
    folder.mkdir()
    (folder / "judge.js").write_text(SCRIPT)
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
    done = subprocess.run(
        install, cwd=folder, capture_output=True, encoding="utf-8", check=False, env=unmeasured()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "product")


@pytest.fixture
def base(project: Project) -> Iterator[str]:
    """The address of the registry's folder, served as a static site."""
    project.registry.mkdir()
    handler = functools.partial(_Quiet, directory=str(project.registry))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def published(project: Project, base: str) -> dict[str, Any]:
    """Every published schema, by event and version, once the plan names the address."""
    path = project.folder / "tracking-plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nregistry: {{base_uri: '{base}'}}\n", encoding="utf-8")
    project.publish()
    return {
        f"{event['event']} {one['version']}": json.loads(
            (project.registry / one["path"]).read_text(encoding="utf-8")
        )
        for event in project.index()["events"]
        for one in event["versions"]
    }


def _payloads(line: str) -> Iterator[Any]:
    """The payloads of a line of a capture that have properties."""
    with contextlib.suppress(ValueError):
        value = json.loads(line)
        each = value if isinstance(value, list) else [value]
        yield from (one for one in each if isinstance(one, dict) and "properties" in one)


def judged(node: Path, base: str, payloads: list[Any]) -> Any:
    done = subprocess.run(
        ["node", "judge.js"],
        cwd=node,
        input=json.dumps({"base": base, "payloads": payloads}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_ajv_says_what_we_say_of_every_keyword(project: Project, base: str, node: Path) -> None:
    (project.folder / "tracking-plan.yaml").write_text(EVERYTHING, encoding="utf-8")
    schemas = published(project, base)
    payloads: list[Any] = [VALID, {}, {"$lib": 1}, {"schema_version": "2.3", "currency": "USD"}]
    for name in schemas["Every Type 2.3"]["properties"]:
        payloads += [{**VALID, name: value} for value in VALUES]
    payloads += [{'ключ "a"': "x"}, {'ключ "a"': 1}, {"a": 1}, {"a": "x", "b": {}}]
    found = judged(node, base, payloads)
    assert set(found["verdicts"]) == set(schemas)
    assert set(found["asked"]) == {f"{base}index.json", *(one["$id"] for one in schemas.values())}
    differing = []
    for key, schema in schemas.items():
        ours = Validator(copy.deepcopy(schema), Engine.RUST)
        for payload, theirs in zip(payloads, found["verdicts"][key], strict=True):
            if ours.is_valid(payload) != theirs:
                differing.append((key, {k: payload[k] for k in payload.keys() - VALID}, theirs))
    assert differing == EXPLAINED
    each = found["verdicts"]["Every Type 2.3"]
    assert each.count(True) > 150
    assert each.count(False) > 1000


@pytest.mark.slow
def test_ajv_says_what_we_say_of_the_shop(project: Project, base: str, node: Path) -> None:
    for name in ("tracking-plan.yaml", "shared.yaml"):
        shutil.copy(SHOP / name, project.folder)
    shutil.copytree(SHOP / "events", project.folder / "events")
    schemas = published(project, base)
    lines = (SHOP / "captured" / "events.ndjson").read_text(encoding="utf-8").splitlines()
    payloads = [one["properties"] for line in lines for one in _payloads(line)]
    assert len(payloads) > 100
    found = judged(node, base, payloads)
    for key, schema in schemas.items():
        ours = Validator(schema, Engine.RUST)
        assert found["verdicts"][key] == [ours.is_valid(one) for one in payloads], key
    assert any(map(any, found["verdicts"].values()))
