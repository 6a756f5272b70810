"""Projects for what no rule's page shows: damage, silencing, baselines, targets, hostile names."""

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from reported_projects import DAY, EVERY, NEAR, ROOT, Run, of_capture, of_code, of_plan, runs, write

from tracking_plan.triage.rule_index import all_codes

HEAD = "tracking_plan: 1\n"
SIGNED_UP = "  Signed Up: {description: Somebody made an account., properties: {plan: string!}}\n"
PLAN = f"{HEAD}events:\n{SIGNED_UP}"
ITEMS = "p: {type: array, items: {type: object, properties: {sku: %s, q: {type: integer}}}}"
NESTED = f"{HEAD}events: {{Order Placed: {{properties: {{{ITEMS}}}}}}}\n"
COMMANDS = (
    "init", "lint", "usage", "validate", "generate", "check", "schema", "explain", "completion",
)  # fmt: skip

# Plans of which the F findings are shown on no page, or which are nested.
FAULTY: dict[str, bytes] = {
    "latin": PLAN.replace("Somebody", "Jérôme").encode("latin-1"),
    "control": PLAN.replace("made", "ma\x01de").encode(),
    "separator": PLAN.replace("made", "ma\u2028de").encode(),
    "deep": (HEAD + "description: " + "[" * 120 + "]" * 120 + "\n").encode(),
    "version": b"tracking_plan: 2\nevents: {Signed Up: }\n",
    "no-match": (PLAN + "include: ['no/*.yaml']\n").encode(),
    "outside": (PLAN + "include: ['../F001-00/*.yaml', '/etc/hos*']\n").encode(),
    "empty": b"",
    "text": b"hello\n",
    "bom": b"\xef\xbb\xbf" + PLAN.encode(),
    "utf-16": PLAN.encode("utf-16"),
    "bomb": (HEAD + "metadata: [&a [x, x]" + "".join(
        f", &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in itertools.pairwise("abcdefg")
    ) + "]\n").encode(),
    **{
        f"nested-{number}": (NESTED % body).encode()
        for number, body in enumerate((
            "strin", "{type: text}", "{type: string, required: yes}", "{type: string, colour: red}",
            "ref unknown", "{type: string, pattern: '(?=x)'}", "{type: string, max_length: -1}",
            "{description: x}", "{type: integer, pii: {kind: id, action: hash}}", "{enum: []}",
            "{type: string, status: deprecated, replaced_by: nothing}", "{ref: a, max_length: 3}",
            "{type: array, items: {type: array, items: {type: object, properties: {z: txt}}}}",
            "{type: array, items: {type: array, items: {type: object, properties: {z: ref b}}}}",
            "{type: integer, enum: [01, 1e3]}", "{type: string, replaced_by: q, unit: no #1}",
        ))
    },
}  # fmt: skip
REPLACED = """\
events:
  Order Placed:
    properties:
      items:
        type: array
        items:
          type: object
          properties:
            sku: {type: string, status: deprecated, replaced_by: gone}
            article: {type: string, status: deprecated, replaced_by: sku}
            list:
              type: array
              items:
                type: array
                items:
                  type: object
                  properties:
                    a: {type: string, status: deprecated, replaced_by: b}
      coupon: {type: string, status: deprecated, replaced_by: voucher}
      email: {type: string}
"""
SILENCED = """\
findings:
  ignore: [unknwon-event, F101, U105, P2]
  severity: {P101: error, unknown-event: info, Z999: error, P204: 'off', F103: 'off'}
events:
  # tracking-plan: ignore[P101] idle
  Signed Up: {properties: {plan: string}}
  signed_in:  # tracking-plan: ignore[P101] the vendor's until 2025-12-31
    description: x
  signed_off:  # tracking-plan: ignore[P101,event-grammar] until 2027-12-31
    description: Somebody went.
  # tracking-plan: ignore
  Signed Away: {}
  # tracking-plan: ignore[P999, F101, nothing] until 2026-02-30
  Signed Over: {}
  # tracking-plan: ignor[P101]
  Signed Under: {properties: {email: string}}
"""
SILENCED_PYTHON = """\
from altertable import Altertable
client = Altertable("k")
client.track("Nothing", "u")  # tracking-plan: ignore[U101] kept for the old dashboard
client.track("Nothing", "u")  # tracking-plan: ignore[U101] until 2025-01-01
client.track("Signed Up", "u", properties={"plan": "x"})  # tracking-plan: ignore[U101]
# tracking-plan: ignore
client.track("Nothing", "u")
client.track(name, "u")  # tracking-plan: send "Signed Up"
client.track(name, "u")  # tracking-plan: sends Signed Up
client.track(name, "u")  # tracking-plan: sends "Signed Up", "Signed Down"
client.track(f"Signed {x}", "u")  # tracking-plan: ignore[U999, F101]
"""
SILENCED_SCRIPT = """\
import { altertable } from '@altertable/altertable-js'
altertable.track('Nothing', {})  // tracking-plan: ignore[unknown-event] a reason
/* tracking-plan: ignore[U2] until 2027-01-01 */
altertable.track('Signed Up', { plna: 1, "\\u202e": 2 })
altertable.track('Signed Up', {})  // tracking-plan: ignore[U105]
altertable.track(name)  // tracking-plan: ignore[U105 until 2026-02-30
altertable.track(
"""
HOSTILE = "a\u202eb\x1b[31m \u2028 <b>|`x`</b> & \"q\" 'r' %0A::error::x ${{ y }} \U0001f680 zz"
TARGETS = (
    "{target: python, output: ../x}", "{target: python, output: /x}", "{target: python, output: .}",
    "{target: python, output: 'a\\b'}", "{target: typescript, output: ts}",
    "{target: python, output: a, python: '3.8'}", "{target: python, output: a, template: t}",
    "{target: python, output: a}, {target: python, output: a/b}", "{target: rust, output: a}",
    "{target: python, output: a}, {target: python, output: A}", "{target: python, output: class}",
    "{target: python, output: a, runtime: library}", "{target: python, output: link/a}",
    "{target: python, output: a, sources: [web], python: '3.12'}",
)  # fmt: skip


def faulty(root: Path) -> Iterator[Run]:
    """Plans that cannot be read in full, or not at all, alone and as an included file."""
    for name, content in FAULTY.items():
        write(root / f"faulty-{name}", {"tracking-plan.yaml": content})
        yield from of_plan(root, f"faulty-{name}")
        included = content.replace(HEAD.encode(), b"")
        main = HEAD + "include: ['parts/**/*.yaml', 'twice.yaml']\n" + REPLACED
        write(
            root / f"within-{name}",
            {
                "tracking-plan.yaml": main,
                "parts/deeper/it.yaml": included,
                "parts/other.yaml": "events: {Order Placed: {}, Cart Shared: {status: live}}\n",
                "twice.yaml": "shared: {currency: {type: string, enm: [EUR]}}\nusage: {}\n",
            },
        )
        yield from of_plan(root, f"within-{name}")
    write(root / "too-large", {"tracking-plan.yaml": PLAN + "#" + "x" * (17 << 20)})
    yield from runs("too-large", ("lint", *DAY, *EVERY))
    yield from _unreadable(root)


def _unreadable(root: Path) -> Iterator[Run]:
    """Folders and broken links in the place of files, and what lies outside."""
    folder = root / "unreadable"
    write(folder, {"plan.yaml": PLAN + "include: ['*/a.yaml', link.yaml]\n", "b/x": "", "c/y": ""})
    write(folder / "both", {"tracking-plan.yaml": PLAN, "tracking-plan.yml": PLAN})
    (folder / "b" / "a.yaml").mkdir()
    (folder / "c" / "a.yaml").symlink_to("nowhere.yaml")
    (folder / "link.yaml").symlink_to("../elsewhere.yaml")
    (folder / "as-folder" / "tracking-plan.yaml").mkdir(parents=True)
    write(root, {"elsewhere.yaml": "shared: {}\n"})
    plans = ("plan.yaml", "missing.yaml", "b", "as-folder", "both", "link.yaml", "c/a.yaml")
    for plan, command in itertools.product(plans, ("lint", "usage", "check", "schema", "generate")):
        yield from runs("unreadable", (command, "--plan", plan, *DAY, "-v"))
    yield from runs("unreadable", *(("lint", "--plan", plan, *EVERY) for plan in plans))
    for path in ("missing", "b", "both/tracking-plan.yaml", "c/a.yaml"):
        yield from runs("unreadable", ("validate", path, "--plan", "both", *DAY, *EVERY))
        yield from runs("unreadable", ("usage", path, "--plan", "both", *DAY))
        yield from runs("unreadable", ("lint", "--plan", "both", "--baseline", path, *DAY))
        yield from runs("unreadable", ("lint", "--plan", "both", "--rules", path, *DAY))
        yield from runs("unreadable", ("lint", "--plan", "both", "--output", f"{path}/no", *DAY))


def silenced(root: Path) -> Iterator[Run]:
    """Comments and settings that silence, in vain or not, and baselines, old and new."""
    entry = {"fingerprint": "0123456789abcdef0123", "code": "U101", "count": 2, "event": "Gone"}
    other = {**entry, "code": "P101", "fingerprint": "f" * 20}
    baseline = {"version": 1, "findings": [entry, other]}
    files = {
        "tracking-plan.yaml": HEAD + SILENCED,
        "api/code.py": SILENCED_PYTHON,
        "web/code.ts": SILENCED_SCRIPT,
        "web/also.jsx": SILENCED_SCRIPT.replace("track(\n", "x = <a>{1}</a>\n"),
        "old.json": json.dumps(baseline),
        "bad.json": "{}",
        "capture": '{"event": "Nothing"}\n',
        ".tracking-plan/baseline.json": json.dumps(baseline),
    }
    write(root / "silenced", files)
    yield from itertools.chain(of_code("silenced"), of_plan(root, "silenced"))
    yield from of_capture("silenced")
    yield from runs("silenced", ("init", "--from-code"), ("usage", "web", *DAY, *EVERY))
    yield from runs("silenced", ("lint", "--fix", *DAY), is_alone=True)
    for command in (("lint",), ("usage",), ("check",), ("validate", "capture")):
        for option in ("old.json", "bad.json"):
            yield from runs("silenced", (*command, "--baseline", option, *DAY, *EVERY))
        for option in ("--prune-baseline", "--write-baseline"):
            yield from runs(
                "silenced", (*command, option, *DAY, "--figures", *EVERY), is_alone=True
            )
        for selected in ("--select=U1,P", "--select=nothing", "--ignore=ALL", "--extend-select=x"):
            yield from runs("silenced", (*command, selected, *DAY, "--format", "json"))
    write(root / "solved", {**files, "tracking-plan.yaml": PLAN, "old.json": ""})
    yield from of_code("solved")


def generated(root: Path) -> Iterator[Run]:
    """Helpers that are stale, missing, foreign or not to be had."""
    for number, target in enumerate(TARGETS):
        project = f"target-{number:02}"
        write(root / project, {"tracking-plan.yaml": PLAN + f"generate: [{target}]\n"})
        (root / project / "link").symlink_to("..")
        yield from of_plan(root, project)
        yield from runs(project, ("generate", "--check", *EVERY))
    standing = {"stale": "# Generated by tracking-plan\nx = 1\n", "foreign": "x = 1\n"}
    for name, text in standing.items():
        target = "generate: [{target: python, output: out}]\n"
        files = {"tracking-plan.yaml": PLAN + target, "out/__init__.py": text, "out/left.py": text}
        write(root / name, {**files, "out/runtime/old.py": text})
        yield from of_plan(root, name)
        yield from runs(name, ("generate", "--check", *EVERY))
    nasty = (ROOT / "tests" / "golden" / "nasty.yaml").read_bytes()
    write(root / "nasty", {"tracking-plan.yaml": nasty, "near.py": NEAR})
    shutil.copytree(ROOT / "tests" / "golden" / "generated", root / "nasty" / "analytics")
    yield from of_plan(root, "nasty")


def hostile(root: Path) -> Iterator[Run]:
    """Text that wants to act in a terminal, a log or a page, in each place where text stands."""
    name = json.dumps(HOSTILE, ensure_ascii=True)
    plan = f"{HEAD}name: {name}\nevents:\n  {name}:\n    description: {name}\n"
    plan += f"    sources: [{name}]\n    properties:\n      email: string!\n"
    plan += f"      {name}: {{type: string, enum: [{name}, a]}}\n"
    file = "we ird: é\u202e%0A'\"&<b>.py"
    write(root / "hostile", {
        "tracking-plan.yaml": plan,
        file: f"{NEAR}altertable.track({name}, {name}, properties={{{name}: 1, 'x': {name}}})\n"
        f"altertable.track({json.dumps(HOSTILE[:60])}, 'u', {name}=1)\n",
        "capture": json.dumps({"event": HOSTILE, "properties": {HOSTILE + "2": HOSTILE}}) + "\n"
        + json.dumps({"event": "ada@mail.example", "environment": HOSTILE, HOSTILE: 1}) + "\n",
        "parts/#: we ird.yaml": "events: {' x': {colour: red}}\n",
        "parts.yaml": HEAD + "include: ['parts/*.yaml']\n",
    })  # fmt: skip
    yield from itertools.chain(of_plan(root, "hostile"), of_code("hostile"), of_capture("hostile"))
    yield from runs("hostile", ("lint", "--plan", "parts.yaml", *DAY, *EVERY), ("usage", file))
    yield from runs("hostile", *((word, HOSTILE) for word in (*COMMANDS, "nothing")))
    write(root / "replaced", {"tracking-plan.yaml": HEAD + REPLACED})
    yield from of_plan(root, "replaced")


def owned(root: Path) -> Iterator[Run]:
    """Rules of the user's own: the one that the documentation shows, and others that are wrong."""
    page = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    rule, _ = re.findall(r"````python\n(.*?)````", page, re.DOTALL)
    files = {
        "tracking-plan.yaml": PLAN + "  Cart Shared: # tracking-plan: ignore[P299]\n",
        "good/tags.py": rule,
        "good/_not.py": "raise ValueError\n",
        "wrong/broken.py": "raise ValueError('x')\n",
        "none/empty.py": "",
        "taken/tags.py": rule.replace("P299", "P101"),
        "fails/tags.py": rule.replace("        if not event.tags:", "        if event.nothing:"),
    }
    write(root / "owned", files)
    for folder in ("good", "good/tags.py", "wrong", "none", "taken"):
        line = ("lint", "--rules", folder, *DAY)
        yield from runs("owned", (*line, *EVERY), line, (*line, "--ignore", "event-without-tags"))
        yield from runs("owned", (*line, "--write-baseline"), is_alone=True)
    yield from runs("owned", ("lint", "--rules", "fails", "-v", *DAY))


def words(root: Path) -> Iterator[Run]:
    """What needs no plan: help, pages, completion, and first plans in folders without one."""
    write(root / "bare", {"api/code.py": SILENCED_PYTHON, "web/code.ts": SILENCED_SCRIPT})
    write(root / "bare", {"ios/App.swift": "x", "app/Main.kt": "x", "web/b.vue": "x"})
    yield from runs("bare", (), ("--help",), ("-h",), ("--version",), ("lnit",), ("--nothing",))
    yield from runs("bare", *((command, "--help") for command in COMMANDS))
    yield from runs("bare", *((command,) for command in COMMANDS if command != "init"))
    yield from runs("bare", *((command, "--nothing") for command in COMMANDS))
    yield from runs("bare", *(("completion", shell) for shell in ("bash", "zsh", "fish", "x")))
    subjects = {part for code in all_codes() for part in (code.id, code.id[:2], code.name)}
    for subject in (*sorted(subjects), "ALL", "F", "U", "p101", "U9999", "Unknwon-Event", ""):
        yield from runs("bare", ("explain", subject))
    first = [("init",), ("init", "--from-code"), ("init", "-q"), ("init", "--plan", "deep/er/")]
    first += [("init", "--ci", name) for name in ("github", "gitlab", "pre-commit", "x")]
    yield from runs("bare", *first, is_alone=True)
    yield from runs("bare", ("lint", "--format", "x"), ("lint", "--today", "x"), ("lint", "x"))
    yield from runs("bare", ("lint", "--fix", "--diff"), ("check", "--fail-on", "x"))
    for typed in ("", "li", "lint --f", "lint --format j", "x --"):
        text = f"tracking-plan {typed}"
        variables = {"COMP_WORDS": text, "COMP_CWORD": str(len(text.split(" ")) - 1)}
        variables["_TRACKING_PLAN_COMPLETE"] = "bash_complete"
        yield Run(project="bare", arguments=(), variables=variables)
