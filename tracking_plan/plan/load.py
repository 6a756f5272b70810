"""Files to a plan: reads, parses, checks and builds, and reports every problem at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.finding import Finding, Related, Severity
from tracking_plan.place import Place
from tracking_plan.plan.builders.events import EventBuilder, claimed_names
from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.builders.properties import Definition, PropertyBuilder
from tracking_plan.plan.builders.settings import SettingsBuilder
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.format.check import Checker
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.model import Event, Plan, PlanFile, Property
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, span_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.parse import Parsed, decode, parse
from tracking_plan.plan.text.tree import Disk, Texts, Tree, expand
from tracking_plan.plan.version import VERSION_PROPERTY
from tracking_plan.rule import Found, Problem, finding

Traits = tuple[Property, ...] | None

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A plan, as far as it could be built, and all F findings.

    `plan` is None where the root file could not be decoded, or is of another format.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def is_faulty(self) -> bool:
        """Whether an F finding is an error: only `lint` goes on with such a plan."""
        return any(f.severity is Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """A file whose nodes were checked against the format."""

    file: PlanFile
    root: MappingNode
    bad: set[int]

    @property
    def fields(self) -> Fields:
        return Fields(self.file.path, self.root, self.bad)


def load_plan(root: Path, folder: Path) -> Loaded:
    """The plan whose root file is `root`; paths in findings are relative to `folder`."""
    return load(Disk(root.parent, folder, named=root.name), root.name)


def load_text(text: str, path: str = "tracking-plan.yaml") -> Loaded:
    """The plan of one text."""
    return load(Texts({path: text}), path)


def load(tree: Tree, root: str) -> Loaded:
    """The plan whose root file is `root` in `tree`."""
    return _Loader(tree, root).load()


def load_again(files: Iterable[PlanFile]) -> Plan:
    """The plan whose `files` these are, the root first: for a process that has no plan yet.

    Values of a plan know their nodes, of which there are a million: texts are what travels.
    """
    loader = _Loader(Texts({}), "")
    root, *included = files
    checked = (loader.check(root, "root"), *(loader.check(file, "included") for file in included))
    return loader.plan(tuple(one for one in checked if one is not None))


class _Loader:
    """Loads one plan."""

    def __init__(self, tree: Tree, root: str) -> None:
        self._tree = tree
        self._root = root
        self._found: list[Found] = []

    def load(self) -> Loaded:
        checked = self._read(self._root, "root")
        plan = None
        if checked is not None:
            plan = self.plan((checked, *self._included(checked)))
        findings = (finding(code, problem) for code, problem in self._found)
        return Loaded(plan=plan, findings=tuple(findings))

    def _read(self, path: str, shape: str) -> _Checked | None:
        """A file's mapping, checked against its shape; None where it has none."""
        name = self._tree.shown(path)
        try:
            content = self._tree.read(path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problem = Problem(message=f"cannot read the file: {reason}", at=Place(path=name))
            self._found.append((text_codes.UNREADABLE, problem))
            return None
        text = decode(content, name)
        if isinstance(text, str):
            return self.check(PlanFile(path=name, text=text), shape)
        self._found.append(text)
        return None

    def check(self, file: PlanFile, shape: str) -> _Checked | None:
        """A file's mapping, checked against its shape; None where it has none."""
        parsed: Parsed = parse(file.text, file.path)
        self._found.extend(parsed.found)
        root = parsed.root
        if isinstance(root, Scalar) and root.value is None:
            root = None
        if root is None and not parsed.found and shape == "included":
            return None  # an empty file adds nothing
        if not isinstance(root, MappingNode):
            self._not_a_mapping(file, parsed, root)
            return None
        if shape == "root" and _other_format(root):
            self._report_format(file, root)
            return None
        checker = Checker(file.path)
        checker.shape(SHAPES[shape], root)
        self._found.extend(checker.found)
        return _Checked(file=file, root=root, bad=checker.bad)

    def _not_a_mapping(self, file: PlanFile, parsed: Parsed, root: Node | None) -> None:
        if root is None and parsed.found:
            return  # the syntax error says it
        span = span_of(root) if root is not None else None
        what = "the file is empty" if root is None else "a plan is a mapping of keys to values"
        hint = "begin with `tracking_plan: 1`; `tracking-plan init` writes a plan to start from"
        problem = Problem(message=what, at=Place(path=file.path, span=span), hint=hint)
        self._found.append((shape_codes.WRONG_KIND, problem))

    def _report_format(self, file: PlanFile, root: MappingNode) -> None:
        node = root.entries["tracking_plan"][1]
        assert isinstance(node, Scalar)
        message = f"the plan is written in format {node.text}; this tool reads format {FORMAT}"
        place = Place(path=file.path, span=span_of(node))
        problem = Problem(message=message, at=place, hint="upgrade tracking-plan")
        self._found.append((text_codes.FORMAT_VERSION, problem))

    def _included(self, root: _Checked) -> Iterator[_Checked]:
        """The included files, each once, in the order of their paths."""
        paths: set[str] = set()
        fields = root.fields
        for index, pattern in enumerate(fields.texts("include")):
            paths |= self._matches(pattern, fields.origin("include").at(index))
        for path in sorted(paths):
            checked = self._read(path, "included")
            if checked is not None:
                yield checked

    def _matches(self, pattern: str, at: Place) -> set[str]:
        included = expand(pattern, self._tree, self._root)
        for path in included.outside:
            message = f"{self._tree.shown(path)!r} lies outside the plan's folder"
            hint = "move it below the root file; links that leave the folder are not followed"
            self._found.append((text_codes.OUTSIDE, Problem(message=message, at=at, hint=hint)))
        for path in included.unreadable:
            message = f"cannot read the folder {self._tree.shown(path)!r}"
            self._found.append((text_codes.UNREADABLE, Problem(message=message, at=at)))
        if not (included.has_match or included.unreadable):
            message = f"no file matches {pattern!r}"
            hint = "patterns are relative to the root file"
            self._found.append((text_codes.NO_MATCH, Problem(message=message, at=at, hint=hint)))
        return set(included.files)

    def plan(self, files: tuple[_Checked, ...]) -> Plan:
        """The plan of the checked files, the root first."""
        root = files[0]
        bad = set().union(*(checked.bad for checked in files))
        fields = root.fields
        properties = PropertyBuilder(self._definitions(files), bad)
        common = self._common(root, properties)
        events = self._events(files, properties, common, bad)
        settings = SettingsBuilder(fields)
        plan = Plan(
            path=root.file.path,
            files=tuple(checked.file for checked in files),
            origin=Origin(root.file.path, None, root.root),
            name=_name(fields),
            description=fields.text("description"),
            environments=fields.texts_or_none("environments"),
            sources=settings.sources(),
            conventions=settings.conventions(),
            version_property=_version_property(fields),
            registry=settings.registry(_name(fields)),
            shared=properties.shared(),
            common=common,
            events=events,
            traits=self._traits(files, properties),
            usage=settings.usage(),
            generate=settings.targets(),
            findings=settings.findings(),
        )
        self._found += [*properties.found, *settings.found, *claimed_names(events)]
        return plan

    def _common(self, root: _Checked, properties: PropertyBuilder) -> tuple[Property, ...]:
        written = properties.several(root.file.path, root.fields.node("common"))
        return tuple(replace(prop, is_common=True) for prop in written)

    def _events(
        self,
        files: tuple[_Checked, ...],
        properties: PropertyBuilder,
        common: tuple[Property, ...],
        bad: set[int],
    ) -> dict[str, Event]:
        events: dict[str, Event] = {}
        for path, key, node in self._once(files, "events"):
            builder = EventBuilder(path, properties, common, bad)
            events[key.text] = builder.event(key.text, key, node)
            self._found.extend(builder.found)
        return events

    def _definitions(self, files: tuple[_Checked, ...]) -> dict[str, Definition]:
        return {key.text: (path, key, node) for path, key, node in self._once(files, "shared")}

    def _traits(self, files: tuple[_Checked, ...], properties: PropertyBuilder) -> Traits:
        if not any("traits" in checked.fields.entries for checked in files):
            return None
        entries = self._once(files, "traits")
        built = (properties.one(path, key.text, key, node) for path, key, node in entries)
        return tuple(trait for trait in built if trait is not None)

    def _once(self, files: Iterable[_Checked], section: str) -> Iterator[Definition]:
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


def _other_format(root: MappingNode) -> bool:
    _, node = root.entries.get("tracking_plan", (None, None))
    value = node.value if isinstance(node, Scalar) else None
    return isinstance(value, int) and not isinstance(value, bool) and value > FORMAT


def _name(fields: Fields) -> str:
    return fields.text("name") or "plan"


def _version_property(fields: Fields) -> str | None:
    """The property that carries the version: the plan's, the default, or None for `null`."""
    if "version_property" not in fields.entries:
        return VERSION_PROPERTY
    node = fields.node("version_property")
    return node.text if isinstance(node, Scalar) and node.value is not None else None
