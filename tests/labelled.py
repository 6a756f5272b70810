"""Tracking calls of public projects as people read them: `tests/labels` has them.

Each file is of one repository at one commit. Its labels were drawn by `seed` from `sites`, all
places in it that look like tracking; a few rare shapes were added by hand, and count in no rate.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

FOLDER = Path(__file__).parent / "labels"
_SENDS_NOTHING = ("not-a-call", "wrapper parameter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands at a place, as it was read.

    `names` are those that may be sent, and `wire` those by which each end of several gets it.
    `properties` are the keys that are surely sent (None: no reading decides), and `is_whole` says
    that no others are. `is_drawn`: by the seed. `first_day` says how far the place is from an SDK.
    """

    path: str
    lines: frozenset[int]
    kind: str
    names: frozenset[str]
    wire: frozenset[str]
    properties: frozenset[str] | None
    is_whole: bool
    is_test: bool
    is_drawn: bool
    first_day: str
    note: str

    @property
    def is_decidable(self) -> bool:
        """Whether the place sends something whose names are known, in code that is no test."""
        return bool(self.names) and self.kind not in _SENDS_NOTHING and not self.is_test

    def is_named(self, names: frozenset[str]) -> bool:
        """Whether these are the names, at all ends or at one of them."""
        every = {self.names, self.wire, *(frozenset({name}) for name in self.wire)}
        return names in every


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledProject:
    """The labels of a repository at a commit."""

    repository: str
    commit: str
    labels: tuple[Label, ...]

    def checkout(self, folder: Path) -> Path:
        """Where its code lies below a folder of checkouts."""
        return folder / self._name

    def plan(self, folder: Path) -> Plan | None:
        """A plan with adapters for its code; None where the folder has none."""
        path = folder / f"{self._name}.yaml"
        if not path.is_file():
            return None
        loaded = load_text(path.read_text(encoding="utf-8"))
        if loaded.plan is None or loaded.findings:
            raise ValueError([finding.problem.message for finding in loaded.findings])
        return loaded.plan

    @property
    def _name(self) -> str:
        return self.repository.replace("/", "+")


def labelled_projects(folder: Path = FOLDER) -> Iterator[LabelledProject]:
    """Every project that has labels, by its name."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        yield LabelledProject(
            repository=data["repository"],
            commit=data["commit"],
            labels=tuple(map(_label, data["labels"])),
        )


def _label(data: dict[str, Any]) -> Label:
    wire, properties = data.get("wire", {}), data["properties"]
    return Label(
        path=data["path"],
        lines=frozenset({data["line"], data["name_line"]}),
        kind=data["kind"],
        names=frozenset(data["names"]),
        wire=frozenset(name for name in wire.values() if name is not None),
        properties=None if properties is None else frozenset(properties),
        is_whole=data["properties_complete"],
        is_test=data["is_test"],
        is_drawn=data["drawn"] == "seed",
        first_day=data["first_day"],
        note=data.get("note", ""),
    )
