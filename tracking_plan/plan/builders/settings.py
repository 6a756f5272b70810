"""The checked root mapping to the plan's settings: everything but events and properties."""

from collections.abc import Iterable, Iterator
from typing import TypeGuard, TypeVar

from tracking_plan.finding import Code, Related
from tracking_plan.place import JsonScalar, Place
from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.settings import (
    DEFAULT_MAX_PROPERTIES,
    DEFAULT_QUESTIONS,
    Adapter,
    Compatibility,
    Conventions,
    FindingSettings,
    NameStyle,
    OwnRule,
    RegistrySettings,
    Source,
    Target,
    UsageSettings,
)
from tracking_plan.plan.text.nodes import Node, Scalar
from tracking_plan.plan.text.origin import Origin
from tracking_plan.rule import Found, Problem
from tracking_plan.validation import patterns

DEFAULT_REGISTRY = "tracking-plan-registry"

_Named = TypeVar("_Named", Adapter, OwnRule)


class SettingsBuilder:
    """Builds the settings of a root file; `found` are the F2xx problems met on the way."""

    def __init__(self, fields: Fields) -> None:
        self.found: list[Found] = []
        self._fields = fields

    def sources(self) -> dict[str, Source]:
        """The platforms that send, by name."""
        named = self._fields.under("sources").named()
        each = ((name, self._nested(value)) for name, _, value in named)
        return {
            name: Source(name=name, paths=fields.texts("paths"), libs=fields.texts("libs"))
            for name, fields in each
        }

    def conventions(self) -> Conventions:
        """What "right" means."""
        fields = self._fields.under("conventions")
        return Conventions(
            event_names=self._style(fields, "event_names"),
            property_names=self._style(fields, "property_names"),
            event_grammar=fields.text("event_grammar"),
            questions=_or(fields.texts_or_none("questions"), DEFAULT_QUESTIONS),
            require=_or(fields.texts_or_none("require"), ("description",)),
            max_properties=fields.whole("max_properties", DEFAULT_MAX_PROPERTIES),
            compatibility=fields.choice("compatibility", Compatibility, Compatibility.ALL),
            rules=self._named(self._own_rules(fields)),
        )

    def _style(self, fields: Fields, key: str) -> NameStyle | None:
        if key not in fields.entries:
            return None
        text = fields.text(key)
        if text is not None:
            return NameStyle(style=text)
        pattern = self._pattern(fields.under(key), "pattern")
        return NameStyle(pattern=pattern) if pattern is not None else None

    def _own_rules(self, fields: Fields) -> Iterator[OwnRule]:
        for node in fields.items("rules"):
            rule = self._nested(node)
            yield OwnRule(
                name=rule.text("name") or "",
                message=rule.text("message") or "",
                severity=rule.text("severity") or "warning",
                origin=_origin(rule, node, "name"),
                events=self._pattern(rule, "events"),
                properties=self._pattern(rule, "properties"),
            )

    def _pattern(self, fields: Fields, key: str) -> str | None:
        """The pattern under a key; None, and a problem, where it cannot be used."""
        pattern = fields.text(key)
        fault = None if pattern is None else patterns.fault(pattern)
        if fault is None:
            return pattern
        message = f"the pattern {pattern!r} cannot be used: {fault}"
        self._report(meaning_codes.BAD_PATTERN, fields.origin(key).at(), message)
        return None

    def usage(self) -> UsageSettings:
        """The `usage` section: where the code is."""
        fields = self._fields.under("usage")
        return UsageSettings(
            paths=fields.texts("paths"),
            exclude=fields.texts("exclude"),
            adapters=self._named(self._adapter(node) for node in fields.items("adapters")),
            follow_wrappers=fields.text("wrappers") != "off",
            are_tests_judged=fields.text("tests") == "include",
            test_paths=fields.texts("test_paths"),
        )

    def _named(self, each: Iterable[_Named]) -> tuple[_Named, ...]:
        """The entries of a list, with a problem for each that has the name of an earlier one."""
        first: dict[str, Place] = {}
        entries = tuple(each)
        for entry in entries:
            at = entry.origin.place
            before = first.setdefault(entry.name, at)
            if entry.name and before is not at:
                problem = Problem(
                    message=f"an entry of this list is called {entry.name!r} already",
                    hint="give it a name of its own: findings tell them apart by it",
                    at=at,
                    related=(Related(message="first here", at=before),),
                )
                self.found.append((meaning_codes.DEFINED_TWICE, problem))
        return entries

    def _adapter(self, node: Node) -> Adapter:
        fields = self._nested(node)
        takes_rest = fields.text("properties") == "rest"
        return Adapter(
            name=fields.text("name") or "",
            origin=_origin(fields, node, "name"),
            languages=fields.texts("languages"),
            paths=fields.texts("paths"),
            callee=fields.text("callee"),
            component=fields.text("component"),
            attribute=fields.text("attribute"),
            event=_argument(fields, "event"),
            template=fields.text("template"),
            properties=() if takes_rest else _argument(fields, "properties"),
            takes_rest=takes_rest,
            user_id=_argument(fields, "user_id"),
            adds=fields.texts("adds"),
            name_transform=fields.text("name_transform"),
            module=fields.text("from"),
        )

    def targets(self) -> tuple[Target, ...]:
        """The outputs of `generate`."""
        return tuple(self._target(node) for node in self._fields.items("generate"))

    def _target(self, node: Node) -> Target:
        fields = self._nested(node)
        return Target(
            target=fields.text("target") or "",
            output=fields.text("output") or "",
            origin=_origin(fields, node, "target"),
            sources=fields.texts_or_none("sources"),
            python=fields.text("python") or "3.10",
            runtime=fields.text("runtime") or "vendored",
            template=fields.text("template"),
        )

    def findings(self) -> FindingSettings:
        """The `findings` section: what is reported, and how severely."""
        if "findings" not in self._fields.entries:
            return FindingSettings()
        fields = self._fields.under("findings")
        severity = fields.under("severity")
        return FindingSettings(
            select=fields.texts_or_none("select"),
            extend_select=fields.texts("extend_select"),
            ignore=fields.texts("ignore"),
            severity={name: severity.text(name) or "" for name in severity.entries},
            fail_on=fields.text("fail_on") or "error",
            baseline=fields.text("baseline"),
            origin=self._fields.origin("findings"),
        )

    def registry(self, plan_name: str) -> RegistrySettings:
        """Where published versions are kept."""
        fields = self._fields.under("registry")
        return RegistrySettings(
            path=fields.text("path") or DEFAULT_REGISTRY,
            base_uri=fields.text("base_uri") or f"urn:tracking-plan:{_uri_part(plan_name)}:",
        )

    def _nested(self, node: Node) -> Fields:
        return Fields(self._fields.path, node, self._fields.bad)

    def _report(self, code: Code, at: Place, message: str) -> None:
        self.found.append((code, Problem(message=message, at=at)))


def _origin(fields: Fields, node: Node, key: str) -> Origin:
    """The origin of a list item: the place of its naming key is that of the whole."""
    pair = fields.entries.get(key)
    label = pair[1] if pair is not None and isinstance(pair[1], Scalar) else None
    return Origin(fields.path, label, node, fields.bad)


def _argument(fields: Fields, key: str) -> tuple[int | str, ...]:
    """The places of an argument, of which there may be one or a list."""
    node = fields.node(key)
    nodes = (node,) if isinstance(node, Scalar) else fields.items(key)
    values = (one.value for one in nodes if isinstance(one, Scalar))
    return tuple(int(v) if isinstance(v, float) else v for v in values if _is_place(v))


def _is_place(value: JsonScalar) -> TypeGuard[int | float | str]:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _or(texts: tuple[str, ...] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    return default if texts is None else texts


def _uri_part(name: str) -> str:
    """A name as a part of a URN: other characters become hyphens."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-._~") else "-" for c in name)
    return kept.strip("-").lower() or "plan"
