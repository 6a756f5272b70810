"""Files to a plan: reads, checks and builds, and reports every problem at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.finding import Finding, Related, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.builders.events import EventBuilder, claimed_names
from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.builders.properties import PropertyBuilder
from tracking_plan.plan.builders.references import Definition, Shared
from tracking_plan.plan.builders.settings import SettingsBuilder
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.model import Event, Plan, PlanFile, Property
from tracking_plan.plan.reading import Checked, Reader
from tracking_plan.plan.text.nodes import Scalar, span_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.parse import Parse, parse
from tracking_plan.plan.text.problems import Problems, TooLargeError
from tracking_plan.plan.text.refusals import Refusals
from tracking_plan.plan.text.tree import Disk, Texts, Tree
from tracking_plan.plan.version import VERSION_PROPERTY
from tracking_plan.rule import Found, Problem, finding

Traits = tuple[Property, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A plan, as far as it could be built, and all F findings.

    `plan` is None where the root file could not be decoded, is of another format or too large.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def is_faulty(self) -> bool:
        """Whether an F finding is an error: only `lint` goes on with such a plan."""
        return any(f.severity is Severity.ERROR for f in self.findings)


def load_plan(root: Path, folder: Path) -> Loaded:
    """The plan whose root file is `root`; paths in findings are relative to `folder`."""
    return load(Disk(root.parent, folder, named=root.name), root.name, looks_beside=True)


def load_text(text: str, path: str = "tracking-plan.yaml") -> Loaded:
    """The plan of one text."""
    return load(Texts({path: text}), path)


def load(tree: Tree, root: str, parse: Parse = parse, *, looks_beside: bool = False) -> Loaded:
    """The plan whose root file is `root` in `tree`; `parse` may remember what it has parsed.

    With `looks_beside`, files that no pattern of `include` names are looked at, too (F018).
    """
    found = Problems()
    plan: Plan | None = None
    beyond: list[Found] = []
    try:
        reader = Reader(tree, root, found, parse, looks_beside=looks_beside)
        files = reader.files()
        plan = _Builder(found, reader.unread).plan(files) if files else None
    except TooLargeError as error:
        beyond = [error.found]
    findings = (finding(code, problem) for code, problem in (*found, *beyond))
    return Loaded(plan=plan, findings=tuple(findings))


def load_again(files: Iterable[PlanFile]) -> Plan:
    """The plan whose `files` these are, the root first: for a process that has no plan yet.

    Values of a plan know their nodes, of which there are a million: texts are what travels.
    """
    found = Problems()
    reader = Reader(Texts({}), "", found)
    root, *included = files
    checked = (reader.check(root, "root"), *(reader.check(file, "included") for file in included))
    return _Builder(found, ()).plan(tuple(one for one in checked if one is not None))


class _Builder:
    """Builds a plan; the problems met on the way are added to `found`.

    `unread` are the places where the plan names files that could not be read.
    """

    def __init__(self, found: Problems, unread: Sequence[Place]) -> None:
        self._found = found
        self._unread = unread

    def plan(self, files: tuple[Checked, ...]) -> Plan:
        """The plan of the checked files, the root first."""
        bad = Refusals()
        for checked in files:
            bad.add_all(checked.bad)
        refused = frozenset(route for checked in files for route in checked.refused())
        if files[0].is_part:  # what its root says, and has beside it, is not known
            refused |= {(key,) for key in SHAPES["included"].elsewhere}
            self._unread = (*self._unread, Place(path=files[0].file.path))
        properties = PropertyBuilder(self._shared(files, refused), bad, self._found)
        common = self._common(files[0], properties)
        events = self._events(files, properties, common, bad)
        traits = self._traits(files, properties)
        self._report_skipped(properties.skipped_refs)
        settings = self._settings(files)
        self._found.extend(claimed_names(events))
        return replace(
            settings,
            shared=properties.shared(),
            common=common,
            events=events,
            traits=traits,
            refused=refused,
            has_faults=any(code.severity is Severity.ERROR for code, _ in self._found),
            has_unread_files=bool(self._unread),
        )

    def _settings(self, files: tuple[Checked, ...]) -> Plan:
        """The plan without events and properties."""
        root = files[0]
        fields = root.fields
        settings = SettingsBuilder(fields)
        plan = Plan(
            path=root.file.path,
            files=tuple(checked.file for checked in files),
            origin=Origin(root.file.path, None, root.root, root.bad),
            name=_name(fields),
            description=fields.text("description"),
            include=fields.texts("include"),
            environments=fields.texts_or_none("environments"),
            sources=settings.sources(),
            conventions=settings.conventions(),
            version_property=_version_property(fields),
            registry=settings.registry(_name(fields)),
            usage=settings.usage(),
            generate=settings.targets(),
            findings=settings.findings(),
        )
        self._found.extend(settings.found)
        return plan

    def _report_skipped(self, count: int) -> None:
        if count and self._unread:
            uses = plural(count, "`ref`")
            message = f"{uses} may lead to what could not be read here, and cannot be judged"
            self._found.append(
                (text_codes.NOT_JUDGED, Problem(message=message, at=self._unread[0]))
            )

    def _common(self, root: Checked, properties: PropertyBuilder) -> tuple[Property, ...]:
        written = properties.several(root.file.path, root.fields.node("common"))
        return tuple(replace(prop, is_common=True) for prop in written)

    def _events(
        self,
        files: tuple[Checked, ...],
        properties: PropertyBuilder,
        common: tuple[Property, ...],
        bad: Refusals,
    ) -> dict[str, Event]:
        events: dict[str, Event] = {}
        for path, key, node in self._once(files, "events"):
            builder = EventBuilder(path, properties, common, bad)
            events[key.text] = builder.event(key.text, key, node)
            self._found.extend(builder.found)
        return events

    def _shared(self, files: tuple[Checked, ...], refused: frozenset[tuple[str, ...]]) -> Shared:
        entries = self._once(files, "shared")
        return Shared(
            definitions={key.text: (path, key, node) for path, key, node in entries},
            refused=frozenset(route[1] for route in refused if route[0] == "shared" and route[1:]),
            has_unread_files=bool(self._unread) or ("shared",) in refused,
        )

    def _traits(self, files: tuple[Checked, ...], properties: PropertyBuilder) -> Traits:
        if not any("traits" in checked.fields.entries for checked in files):
            return None
        entries = self._once(files, "traits")
        built = (properties.one(path, key.text, key, node) for path, key, node in entries)
        return tuple(trait for trait in built if trait is not None)

    def _once(self, files: Iterable[Checked], section: str) -> Iterator[Definition]:
        """The entries of a section over all files; a name's second definition is reported."""
        first: dict[str, Place] = {}
        for checked in files:
            path = checked.file.path
            for name, key, value in checked.fields.under(section).named():
                place = Place(path=path, span=span_of(key))
                if name not in first:
                    first[name] = place
                    yield path, key, value
                else:
                    related = (Related(message="first here", at=first[name]),)
                    message = f"{name!r} is already defined under `{section}`"
                    problem = Problem(message=message, at=place, related=related)
                    self._found.append((meaning_codes.DEFINED_TWICE, problem))


def _name(fields: Fields) -> str:
    return fields.text("name") or "plan"


def _version_property(fields: Fields) -> str | None:
    """The property that carries the version: the plan's, the default, or None for `null`."""
    if "version_property" not in fields.entries:
        return VERSION_PROPERTY
    node = fields.node("version_property")
    return node.text if isinstance(node, Scalar) and node.value is not None else None
