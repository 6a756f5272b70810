"""Whether keys that an open object gets listed are in use: asked of payloads that were captured."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.open_keys import is_open_key
from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.change import Bump, Effect, required_bump
from tracking_plan.registry.steps.pair import At, Pair
from tracking_plan.registry.verdict import Verdict, Weighed

Key = tuple[str, str]  # an event, and the path of a property
Names = Callable[[str], Iterable[str]]


class Question:
    """A key of an event that may be in use, and what payloads said so far.

    `payloads` counts those of the event, `having` those of them that have the key, `refused` those
    in which the new version does not take its value; `example` is such a value.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.payloads = self.having = self.refused = 0
        self.example: Json = None

    def look(self, properties: Json) -> None:
        """Looks at the properties of one more payload of the event."""
        self.payloads += 1
        values = list(_values(self.pair, properties))
        self.having += bool(values)
        for value in values:
            if not self.pair.after.accepts(value):
                self.example = self.example if self.refused else value
                self.refused += 1
                return


class Questions:
    """What is asked about each event, by the names that its payloads may have."""

    def __init__(self, compared: Iterable[Compared], names: Names) -> None:
        self.by_key: dict[Key, Question] = {}
        self._by_name: dict[str, list[Question]] = {}
        for event in compared:
            for pair in _asked(event):
                question = Question(pair)
                self.by_key[event.event, pair.path] = question
                known = (event.event, event.old_name, *names(event.event))
                for name in dict.fromkeys(one for one in known if one is not None):
                    self._by_name.setdefault(name, []).append(question)

    def look(self, name: str, properties: Json) -> bool:
        """Looks at a payload of an event; False: nothing is asked about the event."""
        asked = self._by_name.get(name, ())
        for question in asked:
            question.look(properties)
        return bool(asked)


def _asked(event: Compared) -> Iterator[Pair]:
    for verdict in event.verdicts:
        for one in verdict.changes:
            if is_open_key(one.change) and one.change.pair is not None:
                yield one.change.pair


def evidence(compared: Iterable[Compared]) -> Iterator[str]:
    """For each key that payloads have shown to break nobody: what they say, without a full stop."""
    for event in compared:
        for verdict in event.verdicts:
            for one in verdict.changes:
                if one.captured is not None and one.change.producers is Effect.SAFE:
                    needs = "a new version" if one.bump is Bump.NONE else f"a {one.bump}"
                    what = f"{event.event!r}: {one.change.path!r} needs {needs} only"
                    yield f"{what}, since {one.captured}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the payloads of `source` said. Values of theirs are shown only with `show_values`.

    `unread` counts what could not be read there, and may have been payloads of any event.
    """

    by_key: Mapping[Key, Question]
    source: str
    unread: int = 0
    show_values: bool = False

    def settled(self, compared: Compared, policy: Compatibility) -> Compared:
        """The event, with what payloads say of its keys."""
        verdicts = tuple(self._verdict(compared.event, one, policy) for one in compared.verdicts)
        return replace(compared, verdicts=verdicts)

    def _verdict(self, event: str, verdict: Verdict, policy: Compatibility) -> Verdict:
        changes = tuple(self._weighed(event, one, policy) for one in verdict.changes)
        return replace(verdict, changes=changes)

    def _weighed(self, event: str, one: Weighed, policy: Compatibility) -> Weighed:
        question = self.by_key.get((event, one.change.path))
        if question is None or not is_open_key(one.change):
            return one
        witness = one.witness
        if question.refused:
            value = question.example if self.show_values else _placeholder(question.example)
            witness = _with(question.pair, value, one.witness)
        elif question.payloads:
            witness = None
        is_safe = question.payloads > 0 and not question.refused
        effect = Effect.SAFE if is_safe else Effect.BREAK
        said = self._says(question)
        change = replace(one.change, producers=effect, hint=said)
        bump = required_bump(change, policy)
        return replace(one, change=change, bump=bump, witness=witness, captured=said)

    def _says(self, question: Question) -> str:
        """What the payloads say of the key, in a sentence without a full stop."""
        left = self.unread
        beside = f" ({plural(left, 'payload')} could not be read)" if left else ""
        if not question.payloads:
            return (
                f"no payload of the event is in {self.source}{beside},"
                " so nothing is known of the key"
            )
        one = question.payloads == 1
        of = f"{question.payloads:,} captured {'payload' if one else 'payloads'} of the event"
        where = f"{of} in {self.source}{beside}"
        if question.refused:
            has, them = ("has", "it") if question.refused == 1 else ("have", "them")
            return (
                f"{question.refused:,} of {where} {has} the key with a value that does not fit:"
                f" the change would break {them}"
            )
        if question.having:
            has = "has" if question.having == 1 else "have"
            return f"{question.having:,} of {where} {has} the key, with values that fit"
        return f"none of {where} has the key"


def _values(pair: Pair, properties: Json) -> Iterator[Json]:
    """What a payload has at the place of a pair."""
    if pair.parent is None:
        yield properties
        return
    for outer in _values(pair.parent, properties):
        if isinstance(outer, dict):
            yield from _members(pair, pair.parent.before, outer)
        elif isinstance(outer, list) and pair.at is At.ITEM:
            first = max(len(pair.parent.before.prefix), len(pair.parent.after.prefix))
            at = pair.step if isinstance(pair.step, int) else None
            yield from outer[first:] if at is None else outer[at : at + 1]


def _members(pair: Pair, within: Shape, outer: dict[str, Json]) -> Iterator[Json]:
    if pair.at is At.KEY:
        if pair.step in outer:
            yield outer[str(pair.step)]
    elif pair.at is At.OTHER_KEY:
        for name, value in outer.items():
            is_listed = name in within.properties
            patterns = (one for one in (pair.step, pair.beside) if one is not None)
            if not is_listed and all(matching(str(one), name) for one in patterns):
                yield value


def _with(pair: Pair, value: Json, whole: Json) -> Json:
    """A payload with the value at the place of the pair, which keeps all else that it needs.

    `whole` is a payload that the old version accepts: the rest of it is required, or does no harm.
    """
    if pair.parent is None:
        return value
    around = next(_values(pair.parent, whole), None)
    if pair.at is At.ITEM:
        items = around if isinstance(around, list) else []
        number = pair.step if isinstance(pair.step, int) else 0
        inner: Json = [*items[:number], value, *items[number + 1 :]]
    else:
        keys = around if isinstance(around, dict) else {}
        inner = {**keys, _key(pair, pair.parent, keys): value}
    return _with(pair.parent, inner, whole)


def _key(pair: Pair, parent: Pair, keys: Mapping[str, Json]) -> str:
    """The key that a value stands under, among those of an object."""
    if pair.at is At.KEY:
        return str(pair.step)
    listed = parent.before.properties
    return next((name for name in keys if name not in listed), "<key>")


def _placeholder(value: Json) -> Json:
    """What stands for a value that is nobody's business: its type."""
    from tracking_plan.registry.shapes.read_shape import type_of_value

    return f"<{type_of_value(value)}>"
