"""Which entries of an object an expression may take whose key is not known.

`NAMES[kind]` takes those that the type of `kind` lists, or any where nothing shows that `kind` is
one of a few: no type but one of all texts, no condition, no code that computes it. Else each entry
may be ruled out.
"""

from collections.abc import Callable, Iterable, Iterator

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import Enumerator, Expression, Literal, Name
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_of, root_of
from tracking_plan.usage.facts.types import (
    AnyOf,
    KeysOf,
    NamedType,
    NoValue,
    OtherType,
    Type,
    TypeOfValue,
)
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.resolution.narrowing import Narrowing
from tracking_plan.usage.resolution.possible_values import PossibleValue

_TEXT = "str"
Declared = Callable[[PossibleValue], tuple[PossibleValue, ...]]
"""The texts that a value is declared to be; none where that is no list of texts."""


class UnknownKeys:
    """Reads keys that one module uses, which is written in a language."""

    def __init__(
        self, module: Module, narrowing: Narrowing, declared: Declared, language: Language
    ) -> None:
        self._module, self._narrowing = module, narrowing
        self._declared, self._are_typed = declared, language.has_types

    def names(
        self, key: Expression, found: Iterable[PossibleValue], every_name: Iterable[str]
    ) -> Iterator[tuple[str, bool]]:
        """The names of the entries that a key may mean, and whether each may be ruled out.

        `found` are the possible values of the key.
        """
        listed = [self._listed(one) for one in found]
        if all(listed):
            every = [one for several in listed for one in several]
            yield from ((name, one.is_undecided) for one in every for name in _text(one.expression))
            return
        is_any = self._is_any(key)
        every = [self._named(key, name) for name in every_name]
        path, root = path_of(key), root_of(key)
        if path is not None and root is not None:
            left = [*self._narrowing.of_member(path, root.offset, every)]
            is_any, every = (is_any and bool(left)), (left or every)
        for one in every:
            yield from ((name, one.is_undecided or not is_any) for name in _text(one.expression))

    def _listed(self, key: PossibleValue) -> tuple[PossibleValue, ...]:
        """The texts that a possible value of a key is, or is declared to be."""
        return (key,) if any(_text(key.expression)) else self._declared(key)

    def _named(self, key: Expression, name: str) -> PossibleValue:
        return PossibleValue(
            expression=Literal(at=key.at, value=name),
            resolution=Resolution.CONDITIONAL,
            at=key.at,
            module=self._module,
        )

    def _is_any(self, key: Expression) -> bool:
        """Whether any text may be the key, as far as the code shows."""
        if path_of(key) is None or key.at in self._module.casts:
            return False
        root = root_of(key)
        bound = self._module.bound(root.text, root.offset) if root is not None else ()
        is_whole = isinstance(key, Name)
        return all(self._is_open(one, is_whole=is_whole) for one in bound)

    def _is_open(self, binding: Binding, *, is_whole: bool) -> bool:
        if binding.kind is not BindingKind.PARAMETER or binding.part is not None:
            return False
        if binding.annotation is None:
            return not self._are_typed
        return is_whole and _is_of_all_texts(binding.annotation.type)


def plain(key: Expression) -> Expression:
    """A key: members of enumerations differ by their values."""
    return key.value if isinstance(key, Enumerator) else key


def _text(key: Expression) -> Iterator[str]:
    """The name that a key is, where it is known."""
    known = plain(key)
    if isinstance(known, Literal):
        yield str(known.value)


def _is_of_all_texts(type_: Type) -> bool:
    match type_:
        case AnyOf(options=options):
            return all(isinstance(one, NoValue) or _is_of_all_texts(one) for one in options)
        case KeysOf(type=TypeOfValue()):  # `keyof typeof NAMES`
            return True
        case OtherType(json=json, value=None, is_open=is_open, pieces=(), members=None):
            return is_open or json == "string"
        case NamedType(path=path, module=None, arguments=()):
            return path == _TEXT
    return False
