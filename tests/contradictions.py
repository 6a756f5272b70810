"""What the `jsonschema` library says against answers about two JSON Schemas."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator, FormatChecker
from jsonschema.validators import validator_for

from tracking_plan.place import Json
from tracking_plan.registry.documents import DocumentPair
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.steps.change import Effect
from tracking_plan.validation.formats import FORMATS

SAFE = (Effect.SAFE, Effect.NOTICE)
_SAMPLES = 100


def contradictions(pair: DocumentPair, old: Any, new: Any) -> Iterator[str]:
    """What speaks against the answer for producers: each payload that shows the opposite.

    The formats are ours. A schema that names no draft is of draft 7, and of draft 4 where it names
    one that the library does not know.
    """
    accepts, still_accepts = _valid(old), _valid(new)
    assert pair.verdict is not None
    shown: list[Json] = [one.witness for one in pair.verdict.changes if one.witness is not None]
    if pair.verdict.counterexample is not None:
        shown.append(pair.verdict.counterexample)
    for payload in shown:
        if not accepts(payload) or still_accepts(payload):
            yield f"no witness: {json.dumps(payload)}"
    if pair.producers in SAFE:
        for payload in samples(old, Random(1), _SAMPLES):
            if accepts(payload) and not still_accepts(payload):
                yield f"not safe: {json.dumps(payload)}"


def _valid(schema: Any) -> Any:
    checker = FormatChecker(formats=())
    for name, accepts in FORMATS.items():
        checker.checks(name)(lambda text, is_one=accepts: not isinstance(text, str) or is_one(text))
    has_draft = isinstance(schema, dict) and "$schema" in schema
    kind = validator_for(schema, default=Draft4Validator if has_draft else Draft7Validator)
    return kind(schema, format_checker=checker).is_valid
