"""Which payloads a JSON value has within it that is none itself. Nothing is guessed.

A list of payloads under a key (`{"batch": [...]}`), a payload as a JSON text, and the records of
logs and queues that have one in a field; in any order within each other, to a limit.
"""

from collections.abc import Iterable
from typing import NamedTuple

import orjson

from tracking_plan.payloads.input import log_line
from tracking_plan.payloads.input.depth import is_too_deep
from tracking_plan.payloads.input.parse_errors import TOO_DEEP, TOO_MANY
from tracking_plan.payloads.input.payload_signs import (
    TEXTS,
    is_log_record,
    is_payload,
    may_have_payload,
)
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind
from tracking_plan.payloads.input.value_count import LARGE, has_too_many_values
from tracking_plan.payloads.input.wrapped import Behind, Steps, Within
from tracking_plan.place import Json

MAX_LEVELS = 5  # of wrappers within each other
_LISTS = ("batch", "data", "events", "logEvents", "messages", "records", "Records")
_OF_TRANSPORT = frozenset(  # what stands beside a batch, and is none of a payload's business
    {
        *("api_key", "apiKey", "writeKey", "write_key", "token", "client_id", "integrations"),
        *("sentAt", "sent_at", "receivedAt", "received_at", "timestamp", "context", "options"),
        *("sync", "historical_migration", "batchId", "batch_id", "size", "count", "version"),
    }
)
_NOTHING = ParseError(kind=ParseErrorKind.NO_PAYLOAD)
_UNREADABLE = ParseError(
    kind=ParseErrorKind.INVALID_JSON, detail="a JSON text in this record cannot be read"
)


class Inner(NamedTuple):
    """A payload within something else, the way to it, and why it is none that can be read."""

    steps: Steps
    value: Json
    error: ParseError | None = None


def inner_payloads(value: Json, options: ReadOptions) -> list[Inner]:
    """What a value has in it, in order; nothing where no payload is known to be among it."""
    return _in(value, (), options)


def inner_items(items: list[Json], options: ReadOptions) -> list[Inner]:
    """The items of a batch, or what these have in them."""
    return _in_list(items, (), options, is_batch=True)


def logged_payloads(text: str, options: ReadOptions) -> list[Inner] | None:
    """What a line that is no JSON has behind a prefix; None: no JSON that can be read.

    Nothing is in JSON that is no payload, such as what a logger writes about a line.
    """
    logged = log_line.json_in(text)
    for found in logged:
        inner = _in(found.value, (Behind(found.start),), options)
        if inner:
            return inner
    return [] if logged else None


def _in(value: Json, steps: Steps, options: ReadOptions) -> list[Inner]:
    if len(steps) > 3 * MAX_LEVELS:
        return []
    if isinstance(value, str):
        return _in_text(value, steps, options)
    if isinstance(value, list):
        return _in_list(value, steps, options, is_batch=False)
    if not isinstance(value, dict):
        return []
    if is_payload(value):
        return [Inner(steps, value, TOO_DEEP if is_too_deep(value) else None)]
    return _in_object(value, steps, options)


def _in_object(value: dict[str, Json], steps: Steps, options: ReadOptions) -> list[Inner]:
    found: list[Inner] = []
    for key in _LISTS:
        items = value.get(key)
        if isinstance(items, list):
            is_batch = key in _LISTS[:3] and value.keys() - {key} <= _OF_TRANSPORT
            found += _in_list(items, (*steps, key), options, is_batch=is_batch)
    for key in TEXTS:
        inner = value.get(key)
        if isinstance(inner, str | dict):
            found += _in(inner, (*steps, key), options)
    return found


def _in_list(
    items: list[Json], steps: Steps, options: ReadOptions, *, is_batch: bool
) -> list[Inner]:
    """What is in the items, those with nothing in them included, if it `is_batch` or has any."""
    found: list[Inner] = []
    for index, item in enumerate(items):
        way = (*steps, index)
        inner = _in(item, way, options)
        is_batch = is_batch or bool(inner)
        found += inner or [_other(item, way)]
    return found if is_batch and any(isinstance(item, dict | str) for item in items) else []


def _other(item: Json, steps: Steps) -> Inner:
    """An item in which no payload is found: a log's, or one that the rules shall speak of."""
    if is_log_record(item):
        return Inner(steps, None, _NOTHING)
    return Inner(steps, item, TOO_DEEP if is_too_deep(item) else None)


def _in_text(text: str, steps: Steps, options: ReadOptions) -> list[Inner]:
    """What a text has in it, which may be JSON, or a line of a log."""
    if "{" not in text:
        return []
    if len(text) > LARGE and has_too_many_values(text.encode("utf-8", "replace"), options):
        return [Inner(steps, None, TOO_MANY)]
    skip = len(text) - len(text.lstrip())
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError:
        return _in_line(text, steps, options)
    return _in(value, (*steps, Within(skip)), options)


def _in_line(text: str, steps: Steps, options: ReadOptions) -> list[Inner]:
    logged = log_line.json_in(text)
    for found in logged:
        inner = _in(found.value, (*steps, Within(found.start)), options)
        if inner:
            return inner
    is_lost = not logged and may_have_payload(text)
    return [Inner(steps, None, _UNREADABLE)] if is_lost else []


def are_plain(items: Iterable[Json], keys: frozenset[str]) -> bool:
    """Whether each item of a batch has one of the keys that no wrapper has."""
    return all(isinstance(item, dict) and not keys.isdisjoint(item) for item in items)
