"""What expressions come down to: constants followed, members taken, conditions laid open.

Only what the file itself shows counts. Where a value cannot be told, the alternative is an
`Opaque`: nothing is ever guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from tracking_plan.source import Span
from tracking_plan.usage.call import Resolution
from tracking_plan.usage.expression import (
    Choice,
    Entry,
    Expression,
    Group,
    Guarded,
    Index,
    Literal,
    Member,
    Name,
    Opaque,
    Origin,
    Table,
    Template,
    dotted,
    root_of,
)
from tracking_plan.usage.module import Binding, BindingKind, Module

_DEPTH = 12
_MOST = 200  # alternatives of one expression; beyond that it counts as unknown
_RANKS = (Resolution.LITERAL, Resolution.CONSTANT, Resolution.ENUM, Resolution.CONDITIONAL)
_SELVES = ("self", "cls", "this")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One thing that an expression may be, in its simplest form, and how it was found.

    `at` is where the code chose it: the branch of a condition, else the expression asked for.
    `variable` is the name that holds it (None: it is written in place).
    """

    expression: Expression
    how: Resolution
    at: Span
    variable: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that a template may come to. `is_whole` False: `*` stands for unknown parts."""

    text: str
    is_whole: bool


class Resolver:
    """Resolves the expressions of one module."""

    def __init__(self, module: Module) -> None:
        self._module = module

    def alternatives(self, expression: Expression) -> tuple[Alternative, ...]:
        """All that the expression may be; an `Opaque` among them stands for the unknown."""
        found: list[Alternative] = []
        for alternative in self._simplest(expression, 0):
            found.append(alternative)
            if len(found) > _MOST:
                unknown = Opaque(at=expression.at)
                return (Alternative(expression=unknown, how=Resolution.DYNAMIC, at=expression.at),)
        return tuple(found)

    def wordings(self, template: Template) -> tuple[Wording, ...]:
        """The texts that a template may come to."""
        choices = [self._words(part) for part in template.parts]
        total = 1
        for words in choices:
            total *= len(words)
        if total > _MOST:
            choices = [words if len(words) == 1 else [None] for words in choices]
        texts = (
            Wording(
                text="".join(word if word is not None else "*" for word in words),
                is_whole=None not in words,
            )
            for words in product(*choices)
        )
        return tuple(dict.fromkeys(texts))

    def _words(self, part: Expression) -> list[str | None]:
        """The texts of one part of a template; None stands for the unknown."""
        words: list[str | None] = []
        for alternative in self.alternatives(part):
            match alternative.expression:
                case Literal(value=str() as text):
                    words.append(text)
                case Literal(value=int() as number) if not isinstance(number, bool):
                    words.append(str(number))
                case Template() as template:
                    inner = self.wordings(template)
                    words.extend(w.text if w.is_whole else None for w in inner)
                case _:
                    words.append(None)
        return list(dict.fromkeys(words)) or [None]

    def _simplest(self, expression: Expression, depth: int) -> Iterator[Alternative]:
        if depth > _DEPTH:
            yield _unknown(expression)
            return
        match expression:
            case Name():
                bound = self._module.reaching(expression.text, expression.offset)
                yield from self._bound(expression, bound, expression, depth)
            case Member(owner=owner, name=name):
                yield from self._member(expression, owner, name, depth)
            case Index(owner=owner, key=key):
                yield from self._indexed(expression, owner, key, depth)
            case Choice(options=options):
                for option in options:
                    for found in self._simplest(option, depth + 1):
                        yield replace(found, how=_later(found.how, Resolution.CONDITIONAL))
            case Guarded(value=value):
                yield from self._simplest(value, depth + 1)
                yield _unknown(expression)
            case _:
                how = Resolution.DYNAMIC if isinstance(expression, Opaque) else Resolution.LITERAL
                yield Alternative(expression=expression, how=how, at=expression.at)

    def _bound(
        self, use: Expression, bindings: tuple[Binding, ...], variable: Name, depth: int
    ) -> Iterator[Alternative]:
        """What a name may be by its bindings."""
        values = [b for b in bindings if b.kind is not BindingKind.DECLARED]
        how = Resolution.CONSTANT if len(values) == 1 else Resolution.CONDITIONAL
        if not values:
            yield _unknown(use)
        for binding in values:
            if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
                yield replace(_unknown(use), expression=_opaque(use, binding))
                continue
            for found in self._simplest(binding.value.expression, depth + 1):
                yield Alternative(
                    expression=found.expression,
                    how=_later(found.how, how),
                    at=use.at,
                    variable=found.variable or variable,
                )

    def _member(
        self, whole: Member, owner: Expression, name: str, depth: int
    ) -> Iterator[Alternative]:
        path, root = dotted(whole), root_of(whole)
        if path and root:
            path = f"self.{path[4:]}" if path.startswith("cls.") else path
            bound = self._module.lookup(path, root.offset)
            if bound:
                yield from self._attribute(whole, bound, root, depth)
                return
        for found in self._simplest(owner, depth + 1):
            is_enum_value = name == "value" and found.how is Resolution.ENUM
            if is_enum_value and isinstance(found.expression, Literal):
                yield replace(found, at=whole.at)
            else:
                yield from self._taken(whole, found.expression, name, depth)

    def _attribute(
        self, whole: Member, bound: tuple[Binding, ...], root: Name, depth: int
    ) -> Iterator[Alternative]:
        """`self.name`: what the class assigns to it, if it is a constant of the class."""
        if len(bound) > 1 or root.text not in _SELVES:
            for binding in bound:
                yield from self._bound(whole, (binding,), root, depth)
        else:
            for found in self._bound(whole, bound, root, depth):
                yield replace(found, how=_later(found.how, Resolution.ENUM))

    def _taken(
        self, whole: Expression, owner: Expression, name: str, depth: int
    ) -> Iterator[Alternative]:
        """The member `name` of an object or a group, found under its own key."""
        values = [value for key, value in _entries(owner) if key == name][-1:]
        if not values:
            origin = owner.origin if isinstance(owner, Opaque) else None
            yield replace(_unknown(whole), expression=Opaque(at=whole.at, origin=origin))
        for value in values:
            for found in self._simplest(value, depth + 1):
                yield replace(found, how=_later(found.how, Resolution.ENUM), at=whole.at)

    def _indexed(
        self, whole: Index, owner: Expression, key: Expression, depth: int
    ) -> Iterator[Alternative]:
        keys = [found.expression for found in self._simplest(key, depth + 1)]
        known = [str(k.value) for k in keys if isinstance(k, Literal)]
        for found in self._simplest(owner, depth + 1):
            if len(known) == len(keys):
                for name in known:
                    yield from self._taken(whole, found.expression, name, depth)
            elif _is_closed(found.expression):
                for _, value in _entries(found.expression):
                    for inner in self._simplest(value, depth + 1):
                        yield replace(inner, how=Resolution.CONDITIONAL, at=whole.at)
            else:
                yield _unknown(whole)


_ORIGINS = {BindingKind.IMPORTED: Origin.IMPORTED, BindingKind.PARAMETER: Origin.PARAMETER}


def _opaque(use: Expression, binding: Binding) -> Opaque:
    return Opaque(at=use.at, origin=_ORIGINS.get(binding.kind))


def _unknown(expression: Expression) -> Alternative:
    unknown = Opaque(at=expression.at)
    return Alternative(expression=unknown, how=Resolution.DYNAMIC, at=expression.at)


def _later(one: Resolution, other: Resolution) -> Resolution:
    """The less direct of two ways to know a name."""
    if one not in _RANKS:
        return one
    return max(one, other, key=_RANKS.index)


def _entries(owner: Expression) -> Iterator[tuple[str, Expression]]:
    match owner:
        case Group(members=members):
            yield from members.items()
        case Table(entries=entries):
            for entry in entries:
                if isinstance(entry, Entry) and isinstance(entry.key, Literal):
                    yield str(entry.key.value), entry.value


def _is_closed(owner: Expression) -> bool:
    """Whether all entries of an object are seen."""
    if isinstance(owner, Table):
        return all(isinstance(e, Entry) and isinstance(e.key, Literal) for e in owner.entries)
    return isinstance(owner, Group) and owner.is_enum
