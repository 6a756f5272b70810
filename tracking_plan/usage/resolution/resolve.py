"""Resolves expressions: follows constants, takes members, lists the branches of conditions.

Only what the code of the project shows counts. A value that it does not show is `Dynamic`:
nothing is ever guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from tracking_plan.place import Span
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    DynamicReason,
    Expression,
    Group,
    Guarded,
    Index,
    Literal,
    Member,
    Name,
    Template,
    dotted,
    root_of,
)
from tracking_plan.usage.facts.module import Binding, BindingKind, Imported, Module
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph, defining_module
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Wording,
    entries,
    fewer,
    is_closed,
    less_direct,
)

_DEPTH = 12
_MOST_NESTED = 2  # templates within templates
Around = tuple[tuple[str, Span], ...]
"""The templates around a piece of one: each by its module and its place."""


class Resolver:
    """Resolves the expressions of one module, and follows its imports."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self.language: Language = imports.language(module)

    def within(self, module: Module) -> "Resolver":
        """The resolver of another module of the same project."""
        return self if module is self._module else Resolver(module, self._imports)

    def possible_values(self, expression: Expression) -> tuple[PossibleValue, ...]:
        """All that the expression may be; a `Dynamic` among them means that there may be others."""
        found: list[PossibleValue] = []
        for possible in self.simplest(expression, 0):
            found.append(possible)
            if len(found) > MOST:
                return (self._unknown(expression),)
        return tuple(found)

    def wordings(self, template: Template, around: Around = ()) -> tuple[Wording, ...]:
        """The texts that a template may give, which is a piece of those `around` it."""
        here = (*around, (self._module.name, template.at))
        choices = [self._words(piece, here) for piece in template.pieces]
        total = 1
        for words in choices:
            total *= len(words)
        if total > MOST:
            choices = [words if len(words) == 1 else [None] for words in choices]
        texts = (
            Wording(
                text="".join(word if word is not None else "*" for word in words),
                is_whole=None not in words,
            )
            for words in product(*choices)
        )
        return tuple(dict.fromkeys(texts))

    def _words(self, piece: Expression, around: Around) -> list[str | None]:
        """The texts of one piece of a template; None means unknown.

        A piece that may be the template itself (`text = text + "!"` in a loop) is unknown as a
        whole: the text grows as often as the loop runs.
        """
        words: list[str | None] = []
        found = self.possible_values(piece)
        if len(found) > fewer(len(around) - 1):
            return [None]
        for possible in found:
            match possible.expression:
                case Literal(value=str() as text):
                    words.append(text)
                case Literal(value=int() as number) if not isinstance(number, bool):
                    words.append(str(number))
                case Template(at=at) if (possible.module.name, at) in around:
                    return [None]
                case Template() as template if len(around) <= _MOST_NESTED:
                    inner = self.within(possible.module).wordings(template, around)
                    words.extend(w.text if w.is_whole else None for w in inner)
                case _:
                    words.append(None)
        return list(dict.fromkeys(words)) or [None]

    def simplest(self, expression: Expression, depth: int) -> Iterator[PossibleValue]:
        """All that the expression may be, one by one; `depth` counts the steps so far."""
        self._module.effort.spend(1)
        if depth > _DEPTH:
            yield self._unknown(expression)
            return
        match expression:
            case Name():
                yield from self._named(expression, depth)
            case Member(owner=owner, name=name):
                yield from self._member(expression, owner, name, depth)
            case Index(owner=owner, key=key):
                yield from self._indexed(expression, owner, key, depth)
            case Choice(options=options):
                yield from self._chosen(options, depth)
            case Guarded(value=value):
                yield from self.simplest(value, depth + 1)
                yield self._unknown(expression)
            case _:
                yield self._as_written(expression)

    def _named(self, name: Name, depth: int) -> Iterator[PossibleValue]:
        bound = self._module.reaching(name.text, name.offset)
        if not bound and self._module.lookup("*", name.offset):
            return self._starred(name, depth)
        return self._bound(name, bound, name, depth)

    def _chosen(self, options: Iterable[Expression], depth: int) -> Iterator[PossibleValue]:
        for option in options:
            for found in self.simplest(option, depth + 1):
                resolution = less_direct(found.resolution, Resolution.CONDITIONAL)
                same = resolution is found.resolution
                yield found if same else replace(found, resolution=resolution)

    def _as_written(self, expression: Expression) -> PossibleValue:
        is_dynamic = isinstance(expression, Dynamic)
        return PossibleValue(
            expression=expression,
            resolution=Resolution.DYNAMIC if is_dynamic else Resolution.LITERAL,
            at=expression.at,
            module=self._module,
        )

    def _unknown(self, expression: Expression) -> PossibleValue:
        return PossibleValue(
            expression=Dynamic(at=expression.at),
            resolution=Resolution.DYNAMIC,
            at=expression.at,
            module=self._module,
        )

    def _bound(
        self, use: Expression, bindings: tuple[Binding, ...], variable: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name may be by its bindings."""
        values = [b for b in bindings if b.kind is not BindingKind.DECLARED]
        resolution = Resolution.CONSTANT if len(values) == 1 else Resolution.CONDITIONAL
        if not 0 < len(values) <= MOST:
            yield self._unknown(use)
            return
        for binding in values:
            if binding.imported is not None:
                yield from self._imported(use, binding.imported, resolution, depth)
                continue
            if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
                yield replace(self._unknown(use), expression=_dynamic(use, binding))
                continue
            for found in self.simplest(binding.value.expression, depth + 1):
                yield replace(
                    found,
                    resolution=less_direct(found.resolution, resolution),
                    at=use.at,
                    variable=found.variable or variable,
                )

    def _imported(
        self, use: Expression, imported: Imported, resolution: Resolution, depth: int
    ) -> Iterator[PossibleValue]:
        """What an imported name is in the module that it comes from."""
        origin, member = self._imports.resolve(self._module, imported), imported.member or ""
        module = defining_module(self._imports, origin, member) if origin and member else None
        if module is None:
            yield self._whole(use, self._imports.resolve_name(self._module, imported))
            return
        for found in self._elsewhere(module, member, use, depth):
            yield replace(found, resolution=less_direct(found.resolution, resolution))

    def _starred(self, use: Name, depth: int) -> Iterator[PossibleValue]:
        """What a name is that `from module import *` may have brought."""
        module = defining_module(self._imports, self._module, use.text)
        if module is None:
            unknown = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            yield replace(self._unknown(use), expression=unknown)
            return
        yield from self._elsewhere(module, use.text, use, depth)

    def _elsewhere(
        self, module: Module, name: str, use: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name is at the end of another module."""
        there = Name(at=use.at, text=name, offset=module.end)
        for found in self.within(module).simplest(there, depth + 1):
            yield replace(found, at=use.at)

    def _whole(self, use: Expression, module: Module | None) -> PossibleValue:
        """A module as a whole, whose names are its members; None: one that cannot be seen."""
        if module is None:
            unknown = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            return replace(self._unknown(use), expression=unknown)
        names = {name for name in module.bindings if module.lookup(name, module.end)}
        members = {name: Name(at=use.at, text=name, offset=module.end) for name in sorted(names)}
        group = Group(at=use.at, members=members, is_enum=False)
        return PossibleValue(
            expression=group, resolution=Resolution.CONSTANT, at=use.at, module=module
        )

    def _member(
        self, whole: Member, owner: Expression, name: str, depth: int
    ) -> Iterator[PossibleValue]:
        path, root = dotted(whole), root_of(whole)
        if path and root:
            bound = self._module.lookup(self.language.bound_path(path), root.offset)
            if bound:
                yield from self._attribute(whole, bound, root, depth)
                return
        for found in self.simplest(owner, depth + 1):
            is_enum_value = name == "value" and found.resolution is Resolution.ENUM
            if is_enum_value and isinstance(found.expression, Literal):
                yield replace(found, at=whole.at)
            else:
                inside = self.within(found.module)
                yield from inside.taken(whole, found.expression, name, depth)

    def _attribute(
        self, whole: Member, bound: tuple[Binding, ...], root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """`self.name`: what the class assigns to it, if it is a constant of the class."""
        if len(bound) > 1 or root.text not in self.language.self_names:
            for binding in bound:
                yield from self._bound(whole, (binding,), root, depth)
        else:
            for found in self._bound(whole, bound, root, depth):
                yield replace(found, resolution=less_direct(found.resolution, Resolution.ENUM))

    def taken(
        self, whole: Expression, owner: Expression, name: str, depth: int
    ) -> Iterator[PossibleValue]:
        """The member `name` of an object or a group, found under its own key."""
        values = [value for key, value in entries(owner) if key == name][-1:]
        if not values:
            reason = owner.reason if isinstance(owner, Dynamic) else DynamicReason.COMPUTED
            yield replace(self._unknown(whole), expression=Dynamic(at=whole.at, reason=reason))
        for value in values:
            for found in self.simplest(value, depth + 1):
                yield replace(
                    found, resolution=less_direct(found.resolution, Resolution.ENUM), at=whole.at
                )

    def _indexed(
        self, whole: Index, owner: Expression, key: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        keys = [found.expression for found in self.simplest(key, depth + 1)]
        known = [str(k.value) for k in keys if isinstance(k, Literal)]
        for found in self.simplest(owner, depth + 1):
            inside = self.within(found.module)
            if len(known) == len(keys):
                for name in known:
                    yield from inside.taken(whole, found.expression, name, depth)
            elif is_closed(found.expression):
                for _, value in entries(found.expression):
                    for inner in inside.simplest(value, depth + 1):
                        yield replace(inner, resolution=Resolution.CONDITIONAL, at=whole.at)
            else:
                yield self._unknown(whole)


_REASONS = {
    BindingKind.IMPORTED: DynamicReason.IMPORTED,
    BindingKind.PARAMETER: DynamicReason.PARAMETER,
}


def _dynamic(use: Expression, binding: Binding) -> Dynamic:
    return Dynamic(at=use.at, reason=_REASONS.get(binding.kind, DynamicReason.COMPUTED))
