"""Proofs about two schemas: does the new one accept whatever the old one does?

One adapter for the canonical forms of jsonschema-rs, an experimental API that is asked nowhere
else. It needs no more than canonical forms, but on some pairs of schemas it takes time that grows
with each further alternative: what is too large is left undecided.
"""

import math
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
    text_lengths,
    wider,
)
from tracking_plan.registry.proofs.implied_patterns import with_implied
from tracking_plan.registry.proofs.weight import is_heavy
from tracking_plan.registry.shapes.modern import DIALECT, modern
from tracking_plan.registry.shapes.references import are_followed, has_references, taken
from tracking_plan.validation.ecma.lengths import lengths
from tracking_plan.validation.keywords import rewritten

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
        before, after = (settled(_plain(_checked(each))) for each in (old, new))
        before = with_implied(before, after)
        return _proof(rewritten(before, _with_lengths), rewritten(after, _without_idle_lengths))
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


def _with_lengths(schema: JsonSchema) -> JsonSchema:
    """The schema with the lengths that its pattern or its format asks for."""
    least, most = _asked_lengths(schema)
    low, high = schema.get("minLength", 0), schema.get("maxLength", math.inf)
    found = dict(schema)
    if isinstance(low, int | float) and low < least:
        found["minLength"] = least
    if isinstance(high, int | float) and most < high:
        found["maxLength"] = int(most)
    return found


def _without_idle_lengths(schema: JsonSchema) -> JsonSchema:
    """The schema without lengths that its pattern or its format asks for anyway."""
    least, most = _asked_lengths(schema)
    low, high = schema.get("minLength", math.inf), schema.get("maxLength", 0)
    idle = {"minLength"} if isinstance(low, int | float) and low <= least else set()
    if isinstance(high, int | float) and most <= high:
        idle.add("maxLength")
    return {k: v for k, v in schema.items() if k not in idle}


def _asked_lengths(schema: JsonSchema) -> tuple[int, float]:
    """How long a text is by its pattern and its format, at least and at most."""
    pattern, name = schema.get("pattern"), schema.get("format")
    each = [lengths(pattern)] if isinstance(pattern, str) else []
    each += [text_lengths(name)] if isinstance(name, str) else []
    longest = (most for _, most in each if most is not None)
    return max((least for least, _ in each), default=0), min(longest, default=math.inf)


def _checked(schema: Json) -> Json:
    """The schema in the newest draft, with its references taken.

    Raises:
        ValueError: it is too large, a reference cannot be followed, or one leads back into itself
            and there are formats.
    """
    whole = modern(taken(schema))
    if is_heavy(whole):
        raise ValueError("too large")
    if not has_references(whole):
        return whole
    if not are_followed(whole):
        raise ValueError("it leads elsewhere")
    if isinstance(whole, dict) and has_formats(whole):
        raise ValueError("formats in what leads back into itself")
    return whole


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
        linear_schema(schema).schema,
        draft=jsonschema_rs.Draft202012,
        validate_formats=True,
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(size_limit=MAX_SIZE),
    )
