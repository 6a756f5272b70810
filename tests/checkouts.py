"""Projects in real git checkouts, and what `usage` says of them."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from process import run

PLAN = """tracking_plan: 1
name: app
events:
  Signed Up: {description: A user signed up.}
  Other: {description: Something else.}
"""
IMPORT = "import { altertable } from '@altertable/altertable-js';\n"
CALL = IMPORT + "altertable.track('{}');\n"
PYTHON = "from altertable import Altertable\nAltertable('k').track('{}', 'u_1')\n"


def write(folder: Path, *names: str, settings: str = "") -> Path:
    """A project with a call in each of these files; its event is the file's name."""
    (folder / "tracking-plan.yaml").parent.mkdir(parents=True, exist_ok=True)
    (folder / "tracking-plan.yaml").write_text(PLAN + settings)
    for name in ("app.ts", *names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PYTHON if path.suffix == ".py" else CALL
        path.write_text(text.replace("{}", "Signed Up" if name == "app.ts" else path.stem))
    return folder


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    allowed = ("-c", "protocol.file.allow=always")
    subprocess.run(["git", *author, *allowed, *arguments], cwd=folder, check=True)


def commit(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "a commit")


@dataclass(frozen=True)
class Said:
    """What `usage` says: its exit code, the findings of a code, the events, the closing lines."""

    code: int
    findings: tuple[Mapping[str, str], ...]
    lines: tuple[str, ...]

    def of(self, code: str) -> list[Mapping[str, str]]:
        return [found for found in self.findings if found["code"] == code]

    @property
    def events(self) -> set[str]:
        return {found["message"].split("'")[1] for found in self.of("U101")}

    @property
    def is_withheld(self) -> bool:
        line = "1 event not judged: code that may send them was not read"
        return line in self.lines and not self.of("U501")


def usage(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Said:
    done = run("usage", "--format", "json", *arguments, cwd=folder, env=env)
    findings = json.loads(done.stdout)["findings"]
    return Said(done.returncode, tuple(findings), tuple(done.stderr.splitlines()))
