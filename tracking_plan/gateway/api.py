"""What Altertable's API makes of a body: the payloads in it, and the answer.

A payload that the API refuses is captured all the same, since it is what the code sends. Only what
its line could not say is left out: a body that is no JSON, and a payload of another kind than the
path says, which would be read as that kind.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

import orjson

from tracking_plan.altertable.envelope import FIELDS, Kind, is_of_type, kind_of
from tracking_plan.gateway.message import HttpError, Response
from tracking_plan.payloads.input.batch import Batch
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.value_count import has_too_many_values
from tracking_plan.place import Json

KINDS: Mapping[str, Kind] = {
    "/track": Kind.TRACK,
    "/identify": Kind.IDENTIFY,
    "/alias": Kind.ALIAS,
}
OK = Response(status=HTTPStatus.OK, content={"ok": True})
UNKNOWN_ENVIRONMENT = Response(
    status=HTTPStatus.BAD_REQUEST, content={"ok": False, "error_code": "environment-not-found"}
)
_MARK = b"\xef\xbb\xbf"
_OPTIONS = ReadOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A payload as it came: the kind that the path says, its value, and its line in the capture.

    `line` None: no line can say what it is, so that it is not captured. `refusal` is why the API
    would not take it; None: it would.
    """

    kind: Kind
    value: Json
    line: bytes | None
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What there was in a body, and what is answered once that is on the disk."""

    payloads: tuple[Received, ...]
    response: Response


def taken(kind: Kind, body: bytes, environments: Collection[str] | None) -> Taken:
    """What there is in a body that was sent to the path of `kind`.

    `environments` are those that there are; None: any.

    Raises:
        HttpError: there is too much in it.
    """
    body = body.removeprefix(_MARK).strip(b" \t\r\n")
    try:
        value, is_json = _parsed(body)
    except (ValueError, RecursionError):
        unread = Received(kind=kind, value=None, line=None, refusal="the body is no JSON")
        return _refused((unread,), "invalid-json", "the body is no JSON: an object, or an array")
    payloads = tuple(_received(kind, body, value))
    if not is_json:
        return _refused(payloads, "invalid-json", "the body has a value that JSON does not have")
    refusals = [(index, one.refusal) for index, one in enumerate(payloads) if one.refusal]
    if refusals:
        details: list[Json] = [{"index": index, "message": said} for index, said in refusals]
        return _refused(payloads, "invalid-payload", refusals[0][1], details)
    if environments is not None and not all(_is_in(one, environments) for one in payloads):
        return Taken(
            payloads=tuple(_of_environments(payloads, environments)), response=UNKNOWN_ENVIRONMENT
        )
    return Taken(payloads=payloads, response=OK)


def _parsed(body: bytes) -> tuple[Json, bool]:
    """The value of a body, and whether it is JSON: `NaN` and half surrogates are not, but readable.

    Raises:
        ValueError: it is no object and no array, or cannot be read.
        HttpError: it has too many values.
    """
    if not body.startswith((b"{", b"[")):
        raise ValueError
    if has_too_many_values(body, _OPTIONS):
        raise HttpError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"a body may have {_OPTIONS.max_values:,} values; send fewer events at once",
        )
    try:
        return orjson.loads(body), True
    except orjson.JSONDecodeError:
        value: Json = json.loads(body.decode("utf-8"))
        return value, False


def _received(kind: Kind, body: bytes, value: Json) -> Iterator[Received]:
    if not isinstance(value, list):
        yield _one(kind, value, body)
        return
    batch = Batch(1, body, 1)
    for index, item in enumerate(value):
        yield _one(kind, item, batch.item(index))


def _one(kind: Kind, value: Json, raw: bytes) -> Received:
    line = raw.replace(b"\r", b" ").replace(b"\n", b" ") + b"\n"
    if not isinstance(value, dict):
        return Received(kind=kind, value=value, line=line, refusal="a payload is an object")
    own = kind_of(value)
    if own not in (kind, Kind.UNKNOWN):
        refusal = f"this is of the kind {own}, and was sent to /{kind}"
        return Received(kind=kind, value=value, line=None, refusal=refusal)
    return Received(kind=kind, value=value, line=line, refusal=next(_refusals(kind, value), None))


def _refusals(kind: Kind, value: dict[str, Json]) -> Iterator[str]:
    """What the API would refuse: fields that are missing, or of the wrong type."""
    for name, field in FIELDS.items():
        if kind not in field.kinds:
            continue
        needed = kind in field.needed_by
        if value.get(name) is None and (field.nullable or name not in value):
            if needed:
                yield f"required field {name!r} is missing"
        elif not is_of_type(value[name], field):
            yield f"{name!r} is not {' or '.join(field.types)}"


def _is_in(payload: Received, environments: Collection[str]) -> bool:
    assert isinstance(payload.value, dict)  # else it has been refused
    return payload.value.get("environment") in environments


def _of_environments(
    payloads: tuple[Received, ...], environments: Collection[str]
) -> Iterator[Received]:
    """The payloads, those of an unknown environment as the API refuses them."""
    for one in payloads:
        is_known = _is_in(one, environments)
        yield one if is_known else replace(one, refusal="there is no such environment")


def _refused(
    payloads: tuple[Received, ...], error: str, message: str, details: list[Json] | None = None
) -> Taken:
    content: Json = {"error": error, "message": message, "details": {"payloads": details or []}}
    response = Response(status=HTTPStatus.UNPROCESSABLE_ENTITY, content=content)
    return Taken(payloads=payloads, response=response)
