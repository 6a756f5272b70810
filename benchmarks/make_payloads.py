"""A plan of 200 events and a capture for it, for benchmarks: the same seed gives the same bytes.

    python benchmarks/make_payloads.py --payloads 200000 FOLDER

writes `tracking-plan.yaml` and `capture.ndjson` into FOLDER. Events have 5 to 15 properties of
every kind that a plan knows, payloads 300 to 500 bytes on average. Few events are frequent and many
are rare (Zipf); half of the payloads have `$` properties, and one in a hundred is invalid, each in
one of ten ways. Texts have digits, decimals and ids in them, as real ones do.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from make_plan import names

EVENTS, INVALID, SYSTEM = 200, 0.01, 0.5
Value = object
Properties = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of property: what the plan says of it, and how a value of it is made."""

    says: str
    value: Callable[[random.Random], Value]


WORDS = (
    "account basket checkout delivery export filter gallery header invoice label menu note offer"
    " page query report search team upload video widget"
).split()


def _text(rng: random.Random) -> str:
    return f"{rng.choice(WORDS)} {rng.randrange(1, 5000)} of {rng.choice(WORDS)}"


def _decimals(rng: random.Random) -> str:
    return f"took {rng.random() * 10!r} s"


def _id(rng: random.Random) -> str:
    return f"{rng.choice(WORDS)}_{rng.getrandbits(40):010x}"


def _uuid(rng: random.Random) -> str:
    digits = f"{rng.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _moment(rng: random.Random) -> str:
    day, second = divmod(rng.randrange(90 * 86_400), 86_400)
    month, day = 1 + day // 28, 1 + day % 28
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"2026-{month:02}-{day:02}T{clock}.{rng.randrange(1000):03}Z"


def _words(rng: random.Random) -> list[str]:
    return rng.sample(WORDS, rng.randint(0, 3))


def _size(rng: random.Random) -> dict[str, Value]:
    return {"width": rng.randrange(320, 3840), "height": rng.randrange(240, 2160)}


def _amount(rng: random.Random) -> float:
    return round(rng.random() * 500, 2)


KINDS: Mapping[str, Kind] = {
    "title": Kind(says="type: string, max_length: 80", value=_text),
    "timing": Kind(says="type: string", value=_decimals),
    "object_ref": Kind(says="type: string, pattern: '^[a-z]+_[0-9a-f]{10}$'", value=_id),
    "request_ref": Kind(says="type: string, format: uuid", value=_uuid),
    "happened_on": Kind(says="type: string, format: date", value=lambda rng: _moment(rng)[:10]),
    "scheduled_for": Kind(says="type: string, format: date-time", value=_moment),
    "link": Kind(
        says="type: string, format: uri",
        value=lambda rng: f"https://shop.example/{rng.choice(WORDS)}/{rng.randrange(10_000)}",
    ),
    "tier": Kind(
        says="type: string, enum: [free, pro, team, enterprise]",
        value=lambda rng: rng.choice(("free", "pro", "team", "enterprise")),
    ),
    "currency": Kind(
        says="type: string, enum: [USD, EUR, GBP, JPY]",
        value=lambda rng: rng.choice(("USD", "EUR", "GBP", "JPY")),
    ),
    "level": Kind(says="type: integer, enum: [1, 2, 3]", value=lambda rng: rng.randint(1, 3)),
    "amount": Kind(says="type: number, minimum: 0", value=_amount),
    "share": Kind(
        says="type: number, minimum: 0, maximum: 1", value=lambda rng: round(rng.random(), 6)
    ),
    "quantity": Kind(
        says="type: integer, minimum: 0, maximum: 1000", value=lambda rng: rng.randrange(1000)
    ),
    "duration_ms": Kind(says="type: integer, minimum: 0", value=lambda rng: rng.randrange(100_000)),
    "is_first": Kind(says="type: boolean", value=lambda rng: rng.random() < 0.5),
    "has_coupon": Kind(says="type: boolean", value=lambda rng: rng.random() < 0.1),
    "reason": Kind(
        says="type: string, nullable: true",
        value=lambda rng: None if rng.random() < 0.5 else rng.choice(WORDS),
    ),
    "labels": Kind(says="type: array, items: {type: string}, max_items: 5", value=_words),
    "size": Kind(
        says="type: object, properties: {width: {type: integer}, height: {type: integer}}",
        value=_size,
    ),
    "locale": Kind(
        says="type: string, pattern: '^[a-z]{2}-[A-Z]{2}$'",
        value=lambda rng: rng.choice(("de-DE", "en-GB", "en-US", "fr-FR", "ja-JP")),
    ),
}
HEAD = """tracking_plan: 1
name: benchmark
description: A made plan, for measuring.
sources:
  web: {libs: [altertable-js]}
  backend: {libs: [altertable-python]}
events:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of the plan; of its properties, the `required` ones are always sent."""

    name: str
    properties: tuple[str, ...]
    required: frozenset[str]


def events(seed: int = 1) -> tuple[Event, ...]:
    """The events of the plan, the most frequent first."""
    rng = random.Random(seed)
    return tuple(_event(name, rng) for name in names(EVENTS, rng))


def _event(name: str, rng: random.Random) -> Event:
    chosen = tuple(rng.sample(tuple(KINDS), rng.randint(5, 15)))
    return Event(
        name=name, properties=chosen, required=frozenset(p for p in chosen if rng.random() < 0.5)
    )


def plan(made: tuple[Event, ...]) -> str:
    """The text of a plan that has these events."""
    return HEAD + "".join(line for event in made for line in _lines(event))


def _lines(event: Event) -> Iterator[str]:
    yield f"  {event.name}:\n    description: A made event.\n    properties:\n"
    for name in event.properties:
        needed = ", required: true" if name in event.required else ""
        yield f"      {name}: {{{KINDS[name].says}{needed}}}\n"


def capture(made: tuple[Event, ...], count: int, seed: int = 2) -> Iterator[bytes]:
    """The lines of a capture."""
    rng = random.Random(seed)
    weights = [1 / rank for rank in range(1, len(made) + 1)]
    for start in range(0, count, 10_000):
        for event in rng.choices(made, weights, k=min(10_000, count - start)):
            yield _payload(event, rng)


def _payload(event: Event, rng: random.Random) -> bytes:
    sent: Properties = {}
    for name in event.properties:
        if name in event.required or rng.random() < 0.8:
            sent[name] = KINDS[name].value(rng)
    body: Properties = {
        "event": event.name,
        "environment": "production",
        "distinct_id": f"u_{rng.getrandbits(48):012x}",
        "timestamp": _moment(rng),
        "properties": sent,
    }
    if rng.random() < SYSTEM:
        sent |= {"$lib": "altertable-js", "$lib_version": "1.2.3", "$url": "https://shop.example/"}
        body |= {
            "anonymous_id": f"anonymous-{_uuid(rng)}",
            "session_id": f"session-{_uuid(rng)}",
        }
    else:
        sent |= {"$lib": "altertable-python"}
    if rng.random() < INVALID:
        rng.choice(FAULTS)(body, sent, rng)
    return json.dumps(body, separators=(",", ":")).encode()


def _no_environment(body: Properties, _: Properties, __: random.Random) -> None:
    del body["environment"]


def _misspelled_event(body: Properties, _: Properties, __: random.Random) -> None:
    body["event"] = str(body["event"]).lower().replace(" ", "_")


def _unknown_event(body: Properties, _: Properties, rng: random.Random) -> None:
    body["event"] = f"Something {rng.randrange(30)} Happened"


def _missing(_: Properties, sent: Properties, rng: random.Random) -> None:
    for name in rng.sample(list(sent), min(3, len(sent))):
        del sent[name]


def _unknown_property(_: Properties, sent: Properties, rng: random.Random) -> None:
    sent[f"{rng.choice(WORDS)}_kind"] = "new"


def _text_for_number(_: Properties, sent: Properties, rng: random.Random) -> None:
    numbers = [name for name, value in sent.items() if type(value) in {int, float}]
    for name in numbers[:1]:
        sent[name] = str(sent[name])
    if not numbers:
        sent["$lib"] = 7


def _null(_: Properties, sent: Properties, rng: random.Random) -> None:
    sent[rng.choice(list(sent))] = None


def _other_value(_: Properties, sent: Properties, rng: random.Random) -> None:
    sent[rng.choice(list(sent))] = "somewhat else"


def _address(_: Properties, sent: Properties, rng: random.Random) -> None:
    sent["timing"] = f"{rng.choice(WORDS)}@{rng.choice(WORDS)}.example"


def _reserved_id(body: Properties, _: Properties, __: random.Random) -> None:
    body["distinct_id"] = "undefined"


FAULTS: tuple[Callable[[Properties, Properties, random.Random], None], ...] = (
    _no_environment,
    _misspelled_event,
    _unknown_event,
    _missing,
    _unknown_property,
    _text_for_number,
    _null,
    _other_value,
    _address,
    _reserved_id,
)


def write(folder: Path, payloads: int) -> tuple[Path, Path]:
    """Writes a plan and a capture; their paths."""
    made = events()
    plan_file, capture_file = folder / "tracking-plan.yaml", folder / "capture.ndjson"
    plan_file.write_text(plan(made), encoding="utf-8")
    with capture_file.open("wb") as file:
        for line in capture(made, payloads):
            file.write(line + b"\n")
    return plan_file, capture_file


def main() -> None:
    """Writes both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payloads", type=int, default=200_000)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for path in write(given.folder, given.payloads):
        sys.stdout.write(f"{path} ({path.stat().st_size:,} bytes)\n")


if __name__ == "__main__":
    main()
