"""The files of a plan to checked nodes: the root's, and those that it includes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.finding import Related, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.format.check import Checker
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.left_out import left_out
from tracking_plan.plan.model import PlanFile
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, span_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.parse import Parse, Parsed, decode, parse
from tracking_plan.plan.text.problems import Problems, TooLargeError, too_many
from tracking_plan.plan.text.refusals import Refusals
from tracking_plan.plan.text.size import (
    MAX_NAMES,
    MAX_PATTERNS,
    MAX_PLAN_VALUES,
    MAX_PROPERTIES,
)
from tracking_plan.plan.text.tree import NOT_CHECKED_OUT, Tree, expand
from tracking_plan.rule import Found, Problem

FORMAT = 1
_MOST_NAMES = {"events": MAX_NAMES, "shared": MAX_NAMES, "traits": MAX_PROPERTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file whose nodes were checked against the format."""

    file: PlanFile
    root: MappingNode
    bad: Refusals

    @property
    def fields(self) -> Fields:
        """The good entries of its root."""
        return Fields(self.file.path, self.root, self.bad)

    @property
    def is_part(self) -> bool:
        """Whether the file is one that another includes, though it was read as the root."""
        names = self.root.entries.keys()
        return bool(names) and names <= SHAPES["included"].keys.keys()

    def refused(self) -> Iterator[tuple[str, ...]]:
        """The routes to what is written at the root, or below it, and cannot be used."""
        for name in self.fields.refused:
            yield (name,)
        if self.bad:
            for name in self.fields.entries:
                for inner in self.fields.under(name).refused:
                    yield (name, inner)


class Reader:
    """Reads the files of one plan. Problems are added to `found` as they come.

    `unread` are the places where the plan names files that cannot be read.
    """

    def __init__(
        self,
        tree: Tree,
        root: str,
        found: Problems,
        parse: Parse = parse,
        *,
        looks_beside: bool = False,
    ) -> None:
        self._looks_beside = looks_beside
        self._parse = parse
        self._tree = tree
        self._root = root
        self._found = found
        self.unread: list[Place] = []
        self._absent: dict[str, Place] = {}
        self._values = 0
        self._names = dict.fromkeys(_MOST_NAMES, 0)

    def files(self) -> tuple[Checked, ...]:
        """The root file and every included one; none where the root cannot be used.

        Raises:
            TooLargeError: the plan is too large to be read.
        """
        root = self._read(self._root, "root")
        return () if root is None else (root, *self._included(root))

    def _read(self, path: str, shape: str) -> Checked | None:
        """A file's mapping, checked against its shape; None where it has none."""
        name = self._tree.shown(path)
        try:
            content = self._tree.read(path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problem = Problem(message=f"cannot read the file: {reason}", at=Place(path=name))
            self._not_read((text_codes.UNREADABLE, problem))
            return None
        text = decode(content, name)
        if isinstance(text, str):
            return self.check(PlanFile(path=name, text=text), shape)
        self._not_read(text)
        return None

    def _not_read(self, *found: Found) -> None:
        """Notes the problems of a file that cannot be read."""
        self._found.extend(found)
        at = found[0][1].at
        if at is not None:
            self.unread.append(at)

    def check(self, file: PlanFile, shape: str) -> Checked | None:
        """A file's mapping, checked against its shape; None where it has none.

        Raises:
            TooLargeError: with this file, the plan is too large to be read.
        """
        parsed: Parsed = self._parse(file.text, file.path)
        root = parsed.root
        if root is None and parsed.found:
            self._not_read(*parsed.found)
            return None
        self._found.extend(parsed.found)
        if isinstance(root, Scalar) and root.value is None:
            root = None
        if root is None and shape == "included":
            if "#" not in file.text:  # a comment says that it is meant
                self._found.append(_empty(file))
            return None
        if not isinstance(root, MappingNode):
            self._not_read(_not_a_mapping(file, root, shape))
            return None
        if shape == "root" and _is_other_format(root):
            self._report_format(file, root)
            return None
        self._measure(file, parsed.values, root)
        checker = Checker(file.path, self._found, parsed.commented)
        checker.shape(SHAPES[shape], root)
        return Checked(file=file, root=root, bad=checker.bad)

    def _measure(self, file: PlanFile, values: int, root: MappingNode) -> None:
        """Counts what a file adds to the plan."""
        self._values += values
        if self._values > MAX_PLAN_VALUES:
            message = f"with this file, the plan has more than {MAX_PLAN_VALUES:,} values"
            raise TooLargeError(too_many(message, Place(path=file.path)))
        for section, most in _MOST_NAMES.items():
            _, node = root.entries.get(section, (None, None))
            if not isinstance(node, MappingNode):
                continue
            left = most - self._names[section]
            if len(node.entries) > left:
                key, _ = list(node.entries.values())[left]
                message = f"the plan has more than {most:,} {_NAMED[section]}"
                raise TooLargeError(too_many(message, Place(path=file.path, span=span_of(key))))
            self._names[section] += len(node.entries)

    def _report_format(self, file: PlanFile, root: MappingNode) -> None:
        node = root.entries["tracking_plan"][1]
        assert isinstance(node, Scalar)
        message = f"the plan is written in format {node.text}; this tool reads format {FORMAT}"
        place = Place(path=file.path, span=span_of(node))
        problem = Problem(message=message, at=place, hint="upgrade tracking-plan")
        self._found.append((text_codes.FORMAT_VERSION, problem))

    def _included(self, root: Checked) -> Iterator[Checked]:
        """The included files, each once, in the order of their paths."""
        paths: set[str] = set()
        fields = root.fields
        for index, pattern in enumerate(fields.texts("include")):
            at = fields.origin("include").at(index)
            if index == MAX_PATTERNS:
                message = f"more than {MAX_PATTERNS:,} patterns; the rest is not looked for"
                self._not_read(too_many(message, at))
                break
            paths |= self._matches(pattern, at)
        self._report_absent()
        if not (paths or self.unread) and "include" in fields.entries:
            self._only_root(fields.texts("include"), fields.origin("include"))
        if self._looks_beside and "include" in fields.entries:
            self._report_left_out(root, paths)
        seen = {self._tree.identity(self._root)}
        for path in sorted(paths):
            identity = self._tree.identity(path)
            if identity in seen:
                continue  # another name of a file that is read
            seen.add(identity)
            checked = self._read(path, "included")
            if checked is not None:
                yield checked

    def _report_left_out(self, root: Checked, paths: Collection[str]) -> None:
        """Notes the files that read as parts of the plan, and that no pattern names."""
        patterns, at = root.fields.texts("include"), root.fields.origin("include").at()
        sections = SHAPES["included"].keys
        for path in left_out(self._tree, patterns, {self._root, *paths}, sections.keys()):
            problem = Problem(
                message=f"{self._tree.shown(path)!r} reads as a part of the plan, and is not"
                " included: it counts for nothing",
                hint=f"add {path!r} to `include`, or a pattern that names it; if it is no part of"
                " the plan, move it to another folder",
                at=at,
                related=(Related(message="this file", at=Place(path=self._tree.shown(path))),),
            )
            self._found.append((text_codes.NOT_INCLUDED, problem))

    def _report_absent(self) -> None:
        """Notes the files that git has and did not check out: all of them at once."""
        if self._absent:
            count, (first, at) = len(self._absent), next(iter(self._absent.items()))
            message = (
                f"{plural(count, 'file')} of the plan {'is' if count == 1 else 'are'} in git, and"
                f" not checked out here: {self._tree.shown(first)!r}{', ...' if count > 1 else ''}"
            )
            problem = Problem(message=message, at=at, hint=NOT_CHECKED_OUT)
            self._not_read((text_codes.UNREADABLE, problem))

    def _only_root(self, patterns: Iterable[str], origin: Origin) -> None:
        """Notes patterns that all match the root file, and no other."""
        for index, pattern in enumerate(patterns):
            message = f"{pattern!r} matches the root file only, which is read already"
            hint = "name the files below it, such as `plan/*.yaml`"
            problem = Problem(message=message, at=origin.at(index), hint=hint)
            self._not_read((text_codes.NO_MATCH, problem))

    def _matches(self, pattern: str, at: Place) -> set[str]:
        included = expand(pattern, self._tree, self._root)
        for path in included.outside:
            message = f"{self._tree.shown(path)!r} lies outside the plan's folder"
            hint = "move it below the root file; links that leave the folder are not followed"
            self._not_read((text_codes.OUTSIDE, Problem(message=message, at=at, hint=hint)))
        for path in included.unreadable:
            message = f"cannot read the folder {self._tree.shown(path)!r}"
            self._not_read((text_codes.UNREADABLE, Problem(message=message, at=at)))
        self._absent |= dict.fromkeys(included.absent, at)
        has_match = included.files or included.outside or included.is_root or included.absent
        if not (has_match or included.unreadable):
            message = f"no file matches {pattern!r}"
            hint = "patterns are relative to the root file"
            self._not_read((text_codes.NO_MATCH, Problem(message=message, at=at, hint=hint)))
        return set(included.files)


_NAMED = {"events": "events", "shared": "shared definitions", "traits": "traits"}


def _is_other_format(root: MappingNode) -> bool:
    _, node = root.entries.get("tracking_plan", (None, None))
    value = node.value if isinstance(node, Scalar) else None
    return isinstance(value, int) and not isinstance(value, bool) and value > FORMAT


def _empty(file: PlanFile) -> Found:
    """The problem of an included file with nothing in it: it was cut, or never saved."""
    problem = Problem(
        message="the file is empty, and adds nothing to the plan",
        hint="write what is missing, or remove the file",
        at=Place(path=file.path),
        severity=Severity.WARNING,
    )
    return shape_codes.WRONG_KIND, problem


def _not_a_mapping(file: PlanFile, root: Node | None, shape: str) -> Found:
    span = span_of(root) if root is not None else None
    what = "the file is empty" if root is None else "a plan is a mapping of keys to values"
    hint = "begin with `tracking_plan: 1`; `tracking-plan init` writes a plan to start from"
    if shape == "included":
        what = "an included file is a mapping of keys to values"
        hint = "begin with `events:`, `shared:` or `traits:`, and write the names as keys below it"
    problem = Problem(message=what, at=Place(path=file.path, span=span), hint=hint)
    return shape_codes.WRONG_KIND, problem
