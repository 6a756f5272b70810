"""Builds the helpers of a plan, for one target."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tracking_plan.codegen.chosen_versions import Selected, name_parameters, select, takes
from tracking_plan.codegen.model import (
    AnyObject,
    Check,
    HelperMethod,
    HelperModule,
    MapOf,
    Parameter,
    TypeExpr,
)
from tracking_plan.codegen.names import Naming
from tracking_plan.codegen.types import TypeBook
from tracking_plan.codegen.wording import deprecation, event_notes, property_doc, sentence
from tracking_plan.plan.model import EventVersion, Plan, Property, Type
from tracking_plan.plan.pii import PiiAction
from tracking_plan.plan.settings import Target


def build(plan: Plan, target: Target, naming: Naming) -> HelperModule:
    """The helpers that the target asks for: a function of the plan's meaning alone.

    Neither comments nor the files that a plan is split into change the result.
    """
    book = TypeBook(naming)
    common = tuple(_parameters(plan.common, (), book, naming))
    methods = tuple(_method(plan, one, book, naming) for one in select(plan, target, naming))
    traits = None
    if plan.traits is not None:
        traits = tuple(_parameters(plan.traits, ("traits",), book, naming))
    checks = [*(method.check for method in methods), _closed(plan.traits or ())]
    module = HelperModule(
        plan=plan.name,
        description=plan.description,
        digest="",
        environments=plan.environments,
        version_property=plan.version_property,
        types=book.types,
        common=common if any(p.is_common for m in methods for p in m.parameters) else (),
        methods=methods,
        traits=traits,
        traits_check=None if plan.traits is None else _closed(plan.traits),
        needs_pii_key=any(_hashes(check) for check in checks),
    )
    return replace(module, digest=_digest(module))


def _method(plan: Plan, one: Selected, book: TypeBook, naming: Naming) -> HelperMethod:
    event, version = one.event, one.version
    owner = book.prefix(event.name, None if one.is_current else version.version.major)
    description = version.description or event.description
    return HelperMethod(
        name=one.method,
        function=one.function,
        constant=one.constant,
        event=event.name,
        version=str(version.version),
        sends_version=plan.version_property is not None and _sends_version(one),
        parameters=tuple(_parameters(version.properties, owner, book, naming)),
        others=_others(version, owner, book),
        check=_event_check(version),
        description=sentence(description) if description else None,
        notes=tuple(event_notes(event, version)),
        deprecation=deprecation(event, version),
    )


def _sends_version(one: Selected) -> bool:
    """An event says its version only once it has broken: before, an absent one is clear."""
    return one.event.current.version.major > 1 or bool(one.event.previous)


def _parameters(
    properties: tuple[Property, ...], owner: tuple[str, ...], book: TypeBook, naming: Naming
) -> Iterator[Parameter]:
    names = name_parameters(properties, naming)
    for prop in properties:
        if takes(prop):
            yield _parameter(prop, names[prop.name], owner, book)


def _parameter(prop: Property, name: str, owner: tuple[str, ...], book: TypeBook) -> Parameter:
    doc = property_doc(prop)
    if name != prop.name:
        doc = f"Sent as {json.dumps(prop.name, ensure_ascii=False)}. {doc}".strip()
    return Parameter(
        name=name,
        wire=prop.name,
        type=book.type_of(prop, owner),
        is_required=prop.required,
        is_common=prop.is_common,
        doc=doc,
    )


def _event_check(version: EventVersion) -> Check:
    return replace(
        _closed(version.properties),
        is_open=version.additional_properties is True,
        others=None if version.others is None else _check(version.others),
    )


def _others(version: EventVersion, owner: tuple[str, ...], book: TypeBook) -> TypeExpr | None:
    """The type of the further properties, all together; None where there are none."""
    if version.others is None:
        return AnyObject() if version.additional_properties else None
    return MapOf(values=book.type_of(version.others, owner, "value"))


def _closed(properties: tuple[Property, ...]) -> Check:
    return Check(type=Type.OBJECT, properties=_checks(properties))


def _checks(properties: Iterable[Property]) -> Mapping[str, Check]:
    return {prop.name: _check(prop) if takes(prop) else _refusal(prop) for prop in properties}


def _refusal(prop: Property) -> Check:
    """The check of what no helper takes: it could come with the further properties of an event."""
    pii = None if prop.action is PiiAction.ALLOW else prop.action
    return Check(type=Type.ANY, pii=pii, is_retired=prop.is_retired)


def _check(prop: Property) -> Check:
    enum = None if prop.enum is None else tuple(value.value for value in prop.enum)
    is_listing = prop.properties is not None
    return Check(
        type=prop.type,
        is_required=prop.required,
        is_nullable=prop.nullable,
        enum=(prop.const,) if prop.const is not None else enum,
        format=prop.format,
        pattern=prop.pattern,
        limits=dict(prop.limits),
        items=_check(prop.items) if prop.items else None,
        properties=None if prop.properties is None else _checks(prop.properties),
        is_open=prop.others is None and (prop.additional_properties is True or not is_listing),
        others=None if prop.others is None else _check(prop.others),
        pii=None if prop.action is PiiAction.ALLOW else prop.action,
        is_retired=prop.is_retired,
    )


def _hashes(check: Check) -> bool:
    below = (*(check.properties or {}).values(), check.items, check.others)
    return check.pii is PiiAction.HASH or any(_hashes(one) for one in below if one is not None)


def _digest(module: HelperModule) -> str:
    text = json.dumps(module, sort_keys=True, default=_by_field)
    return hashlib.sha256(text.encode()).hexdigest()


def _by_field(value: object) -> dict[str, object]:
    """A value of `codegen.model` as JSON can say it."""
    names: tuple[str, ...] = getattr(value, "__slots__", ())
    return {"": type(value).__name__, **{name: getattr(value, name) for name in names}}
