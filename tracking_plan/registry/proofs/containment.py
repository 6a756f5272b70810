"""Proofs about two schemas: does the new one accept whatever the old one does?

One adapter for the canonical forms of jsonschema-rs, an experimental API that is asked nowhere
else. It needs no more than canonical forms, but on some pairs of schemas it takes time that grows
with each further alternative: what is too large is left undecided.
"""

from enum import StrEnum
from typing import Any

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.proofs.format_bounds import (
    are_bounded,
    as_names,
    has_formats,
    is_misread,
    narrower,
    settled,
    wider,
)
from tracking_plan.registry.proofs.weight import is_heavy
from tracking_plan.registry.shapes.modern import DIALECT, modern
from tracking_plan.registry.shapes.references import taken

_KEPT_OUT = frozenset(("$id", "$schema", "title", "description", "examples", "default", "$comment"))


class Proof(StrEnum):
    """What is known of "each value that the old schema accepts is accepted by the new one"."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


def proof(old: JsonSchema | bool, new: JsonSchema | bool) -> Proof:
    """Whether `new` accepts every value that `old` accepts, formats meaning what they mean to us.

    The schemas may be of any draft from 4 on. Nothing is raised: what is no schema, too large or
    leads to other documents is undecided.
    """
    try:
        before, after = (settled(_plain(_checked(modern(each)))) for each in (old, new))
        return _proof(before, after)
    except (ValueError, RecursionError, OverflowError, TypeError, AttributeError):
        return Proof.UNDECIDED


def _proof(old: JsonSchema, new: JsonSchema) -> Proof:
    if not (has_formats(old) or has_formats(new)):
        return _said(old, new)
    if not is_misread(old, new) and _said(as_names(old), as_names(new)) is Proof.PROVED:
        return Proof.PROVED
    if are_bounded(old, new) and _said(narrower(old), wider(new)) is Proof.REFUTED:
        return Proof.REFUTED
    return Proof.UNDECIDED


def _checked(schema: Json) -> Json:
    """The schema with its references taken; as it stands where they lead back into themselves.

    Raises:
        ValueError: it is too large, or has both such references and formats.
    """
    whole = taken(schema)
    if is_heavy(whole):
        raise ValueError("too large")
    if not _leads_back(whole):
        return whole
    if isinstance(schema, dict) and has_formats(schema):
        raise ValueError("formats in what leads back into itself")
    return schema


def _leads_back(schema: Json) -> bool:
    """Whether a reference was left that leads to what it stands in."""
    if isinstance(schema, list):
        return any(map(_leads_back, schema))
    if not isinstance(schema, dict):
        return False
    return isinstance(schema.get("$ref"), dict | str) or any(map(_leads_back, schema.values()))


def _plain(schema: Json) -> JsonSchema:
    """The schema without what says nothing about values; `$id`s need be no URIs."""
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    if not isinstance(schema, dict):
        raise ValueError("no schema")
    return {k: v for k, v in schema.items() if k not in _KEPT_OUT} | {"$schema": DIALECT}


def _said(old: JsonSchema, new: JsonSchema) -> Proof:
    from jsonschema_rs import canonical  # costs 15 ms, for a command that compares versions

    before, after = _canonical(old), _canonical(new)
    match after.covers(before):
        case canonical.Containment.YES:
            return Proof.PROVED
        case canonical.Containment.NO:
            return Proof.REFUTED
    return Proof.UNDECIDED


def _canonical(schema: JsonSchema) -> Any:
    import jsonschema_rs

    from tracking_plan.validation.ecma.rust_pattern import MAX_SIZE
    from tracking_plan.validation.linear_schema import linear_schema

    return jsonschema_rs.canonicalize(
        linear_schema(schema),
        draft=jsonschema_rs.Draft202012,
        validate_formats=True,
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(size_limit=MAX_SIZE),
    )
