"""A folder with a plan and its registry, for tests: what a person does in it, and what is there."""

import json
from pathlib import Path
from typing import Any

from process import Result, run

from tracking_plan.plan.text.tree import Disk
from tracking_plan.registry.publishing.published import Published, published

FOLDER = "tracking-plan-registry"


class Project:
    """A folder with a plan, whose events are given as YAML by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.registry = folder / FOLDER
        folder.mkdir(exist_ok=True)

    def plan(self, *events: str, head: str = "") -> "Project":
        """Writes the plan: `Signed Up: {properties: {plan: string!}}` and the like."""
        listed = "".join(f"  {event}\n" for event in events)
        text = f"tracking_plan: 1\nname: shop\n{head}events:\n{listed}"
        (self.folder / "tracking-plan.yaml").write_text(text, encoding="utf-8")
        return self

    def run(self, *arguments: str) -> Result:
        return run(*arguments, cwd=self.folder)

    def publish(self, *arguments: str, code: int = 0) -> Result:
        done = self.run("publish", *arguments)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done

    def codes(self, *arguments: str) -> list[str]:
        """The V codes that a command finds."""
        done = self.run(*arguments, "--format", "json")
        return [one["code"] for one in json.loads(done.stdout)["findings"] if one["code"][0] == "V"]

    def index(self) -> Any:
        return json.loads((self.registry / "index.json").read_text(encoding="utf-8"))

    def statuses(self) -> dict[str, str]:
        """The status of each version in the index: by `Signed Up 1.0`."""
        return {
            f"{event['event']} {one['version']}": one["status"]
            for event in self.index()["events"]
            for one in event["versions"]
        }

    def file(self, name: str) -> Path:
        """The file of a version, by `Signed Up 1.0`."""
        event, _, version = name.rpartition(" ")
        listed = {one["event"]: one["versions"] for one in self.index()["events"]}[event]
        path = next(one["path"] for one in listed if one["version"] == version)
        return self.registry / str(path)

    def contents(self) -> dict[str, bytes]:
        """Every file of the registry."""
        if not self.registry.exists():
            return {}
        files = (path for path in self.registry.rglob("*") if path.is_file())
        return {path.relative_to(self.registry).as_posix(): path.read_bytes() for path in files}

    def read(self) -> Published:
        return published(Disk(self.folder, self.folder), FOLDER)

    def assert_whole(self) -> None:
        """All that the index lists is there and unchanged, and no file is half a file."""
        found = self.read()
        broken = [flaw for flaw in found.flaws if not flaw.is_mendable]
        assert not broken
        half = ("is not JSON", "has the marks")
        assert not any(flaw.says.startswith(half) for flaw in found.flaws)
