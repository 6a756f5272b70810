"""A rich plan, and captures made from it: what `init --from-payloads` is to find out again.

    python tests/known_plan.py --payloads 50000 > capture.ndjson
    python tests/known_plan.py --payloads 50000 --check

The same seed gives the same bytes. `--check` infers a plan from the capture, and fails where it
says something else of events, types or required properties than the known one.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from tracking_plan.convert.from_payloads import draft
from tracking_plan.convert.inference.observation import Observation
from tracking_plan.convert.plan_text import events_text, traits_text
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan, Property, Type
from tracking_plan.plan.version import VERSION_PROPERTY

_MORE = """
  Order Placed:
    version: 2.1
    properties:
      order_id: string!
      total: number!
      gift: boolean!
      placed_at: {type: string, format: date-time, required: true}
      receipt_url: {type: string, format: uri}
      note: {type: string, nullable: true}
      shipping:
        type: object
        required: true
        properties: {country: string!, days: integer!, express: boolean, pickup_point: string}
      items:
        type: array
        required: true
        items:
          type: object
          properties:
            sku: string!
            quantity: integer!
            price: number!
            tags: {type: array, items: string}
    previous:
      1.3:
        status: deprecated
        properties: {order_id: string!, amount: integer!}
  Import Finished:
    properties:
      import_id: {type: string, format: uuid, required: true}
      rows_by_day: {type: object, required: true, additional_properties: integer}
      owner_email: {type: string, format: email, pii: {kind: email, action: allow, reason: support}}
      hashed_by_us: {type: string, required: true}
      user_email: {type: string, required: true, pii: {kind: email, action: hash}}
      started_on: {type: string, format: date}
      limits: {type: array, items: number}
      rate: {type: number, nullable: true, required: true}
  "yes: no":
    properties: {"null": string!, "1e3": integer!, "=": boolean, "a: b #c": string, "é '": number!}
  "404":
  Nothing Sent: {properties: {}}
traits:
  plan: {type: string, enum: [free, pro]}
  seats: integer
  email: {type: string, format: email, pii: {kind: email, action: allow, reason: support}}
"""
_LIBS = ("altertable-js", "@altertable/altertable-js", "altertable-python", "altertable-swift")
_WORDS = "amber birch cedar delta ember fjord grove haven inlet jasper kelp lotus".split()
_PATTERNED = {"object_ref": "obj_{}", "locale": "fr-FR"}


def plan_text(events: int, seed: int) -> str:
    """The text of the plan: so many flat events of all kinds, and some that are not."""
    flat: str = _make_plan().plan(events, seed)
    return flat.rstrip("\n") + _MORE


def known_plan(events: int = 25, seed: int = 1) -> Plan:
    """The plan."""
    loaded = load_text(plan_text(events, seed))
    assert loaded.plan is not None
    return loaded.plan


def payloads(plan: Plan, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Payloads of the plan, the earlier events more often than the later (Zipf's law)."""
    made = _Made(Random(seed))
    chance = made.chance
    events = list(plan.events.values())
    weights = [1 / (rank + 3) for rank in range(len(events))]
    for number, event in enumerate(chance.choices(events, weights, k=count)):
        envelope: dict[str, Any] = {
            "environment": chance.choice(("production", "staging")),
            "distinct_id": f"u_{chance.randrange(5000)}",
            "timestamp": made.moment(),
        }
        if number % 20 == 7:
            yield {**envelope, "traits": made.object(plan.traits or ())}
            continue
        version = chance.choice(event.versions)
        sent = made.object(version.properties)
        if event.previous:
            sent["schema_version"] = str(version.version)
        if chance.random() < 0.5:
            sent |= {"$lib": chance.choice(_LIBS), "$url": "https://shop.example/", "$os": "iOS"}
        yield {**envelope, "event": event.name, "properties": sent}


class _Made:
    """Draws values that fit what a plan says."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def object(self, properties: tuple[Property, ...]) -> dict[str, Any]:
        """An object; what may be left out is left out now and then."""
        return {
            prop.name: self._value(prop)
            for prop in properties
            if prop.required or self.chance.random() < 0.7
        }

    def moment(self) -> str:
        """A date and a time."""
        chance = self.chance
        day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"

    def _value(self, prop: Property) -> Any:
        chance = self.chance
        if prop.nullable and chance.random() < 0.2:
            return None
        if prop.enum is not None:
            return chance.choice(prop.enum).value
        match prop.type:
            case Type.STRING:
                return self._text(prop)
            case Type.INTEGER:
                return chance.randint(1, 1000)
            case Type.NUMBER:
                return round(chance.random() * 100, 2)
            case Type.BOOLEAN:
                return chance.random() < 0.5
            case Type.ARRAY:
                assert prop.items is not None
                return [self._value(prop.items) for _ in range(chance.randint(0, 3))]
        if prop.others is not None:
            return {self.moment()[:10]: self._value(prop.others) for _ in range(2)}
        return self.object(prop.properties or ())

    def _text(self, prop: Property) -> str:
        chance = self.chance
        match prop.format:
            case "date-time":
                return self.moment()
            case "date":
                return self.moment()[:10]
            case "uuid":
                return "-".join(f"{chance.randrange(16**n):0{n}x}" for n in (8, 4, 4, 4, 12))
            case "email":
                return f"{chance.choice(_WORDS)}{chance.randrange(500)}@mail.example"
            case "uri":
                return f"https://shop.example/{chance.choice(_WORDS)}/{chance.randrange(9999)}"
        if not prop.is_sent_as_is or prop.name.startswith("hashed"):
            return f"{chance.randrange(16**64):064x}"
        written = _PATTERNED.get(prop.name)
        return (
            written.format(chance.randrange(999))
            if written
            else " ".join(chance.choices(_WORDS, k=2))
        )


def differences(known: Plan, found: Plan) -> Iterator[str]:
    """What a plan has otherwise than the known one: events, types, required properties, traits."""
    for name in sorted(known.events.keys() ^ found.events.keys()):
        yield f"event {name!r}"
    for name in known.events.keys() & found.events.keys():
        versions = known.events[name].versions, found.events[name].versions
        if [one.version for one in versions[0]] != [one.version for one in versions[1]]:
            yield f"versions of {name!r}"
        for one, other in zip(*versions, strict=False):
            yield from _of_objects(f"{name!r} {one.version}", one.properties, other.properties)
    yield from _of_objects("traits", known.traits or (), found.traits or ())
    if known.environments is None and found.environments != ("production", "staging"):
        yield f"environments: {found.environments}"


def _of_objects(at: str, known: tuple[Property, ...], found: tuple[Property, ...]) -> Iterator[str]:
    ones, others = ({prop.name: prop for prop in each} for each in (known, found))
    for name in sorted(ones.keys() ^ others.keys()):
        yield f"{at}: {name!r} is only in one of them"
    for name in ones.keys() & others.keys():
        yield from _of_properties(f"{at}: {name!r}", ones[name], others[name])


def _of_properties(at: str, one: Property, other: Property) -> Iterator[str]:
    facts = [(p.type, p.required, p.nullable, p.format, p.action) for p in (one, other)]
    if facts[0] != facts[1]:
        yield f"{at}: {facts[0]} is {facts[1]}"
    if one.properties is not None or other.properties is not None:
        yield from _of_objects(at, one.properties or (), other.properties or ())
    for key, inner, its in (
        ("items", one.items, other.items),
        ("others", one.others, other.others),
    ):
        if inner is not None and its is not None:
            yield from _of_properties(f"{at} {key}", inner, its)
        elif inner is not its:
            yield f"{at}: {key}"


def _make_plan() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "make_plan.py"
    spec = importlib.util.spec_from_file_location("make_plan", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Writes the capture, or the plan with `--plan`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payloads", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    known = known_plan(seed=arguments.seed)
    sent = payloads(known, arguments.payloads, arguments.seed)
    if arguments.plan:
        sys.stdout.write(plan_text(25, arguments.seed))
    elif arguments.check:
        sys.exit("\n".join(differences(known, _inferred(sent))) or None)
    else:
        sys.stdout.writelines(json.dumps(payload) + "\n" for payload in sent)


def _inferred(sent: Iterator[dict[str, Any]]) -> Plan:
    seen = Observation(version_property=VERSION_PROPERTY)
    for payload in sent:
        seen.add(payload)
    found = draft(seen, version_property=VERSION_PROPERTY)
    head = f"tracking_plan: 1\nenvironments: [{', '.join(seen.plain_environments)}]\n"
    loaded = load_text(f"{head}{traits_text(found)}{events_text(found)}")
    assert loaded.plan is not None
    return loaded.plan


if __name__ == "__main__":
    main()
