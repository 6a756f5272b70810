"""The possible values of an expression, and how each was found."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.choices import answer, by_itself
from tracking_plan.usage.facts.conditions import Condition
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    DynamicReason,
    Entry,
    Enumerator,
    Expression,
    Group,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
    Table,
    Template,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import ParameterUse
from tracking_plan.usage.facts.paths import path_of, root_of
from tracking_plan.usage.resolution.assumptions import Assumptions

MOST = 200  # possible values of one expression; beyond that it counts as unknown
_RANKS = (Resolution.LITERAL, Resolution.CONSTANT, Resolution.ENUM, Resolution.CONDITIONAL)


class Variable(Struct, frozen=True, kw_only=True):
    """A name that has a value: its path (`p`, `self.p`) as used in a module at an offset.

    `since` is where it got the value.
    """

    module: Module
    path: str
    offset: int
    since: int


class PossibleValue(Struct, frozen=True, kw_only=True):
    """One thing that an expression may be, in its simplest form, and how it was found.

    It is in `module`, which may be another than the one that was asked.
    `at` is where the code chose it: the branch of a condition, else the expression asked for.
    `variables` are the names that have it, the one that was asked for last (none: it is written
    in place). `may_change`: it is in an object out of which other code may have taken it. `under`
    is what has to hold for it to be this. `is_undecided`: conditions that are not followed may have
    ruled it out. `is_chosen`: what decides on the case that is looked at decides for it, too.
    `member`: the name that it has in its enumeration (None: it is no member of one). `may_lack`: it
    is one of an object's, and the key may be one that the object lacks.
    """

    expression: Expression
    resolution: Resolution
    at: Span
    module: Module
    variables: tuple[Variable, ...] = ()
    may_change: bool = False
    under: Assumptions = ()
    is_undecided: bool = False
    is_chosen: bool = False
    member: str | None = None
    may_lack: bool = False

    @property
    def written(self) -> Place:
        """Where its expression is written."""
        return Place(path=self.module.path, span=self.expression.at)


Simplest = Callable[[Expression, int], Iterator[PossibleValue]]
"""Lists all that an expression of one module may be."""


class Wording(Struct, frozen=True, kw_only=True):
    """A text that a template may give. `is_whole` False: `*` is in place of unknown pieces.

    `under` and `is_undecided` are those of its pieces.
    """

    text: str
    is_whole: bool
    under: Assumptions = ()
    is_undecided: bool = False


def fewer(depth: int) -> int:
    """How many possible values are examined at a depth, so that their product stays small."""
    return max(1, MOST // int(6**depth))


def less_direct(one: Resolution, other: Resolution) -> Resolution:
    """The less direct of two ways to know a name."""
    if one not in _RANKS:
        return one
    return max(one, other, key=_RANKS.index)


def entries(owner: Expression) -> Iterator[tuple[str, Expression]]:
    """The entries of an object or a group whose keys are written out."""
    match owner:
        case Group(members=members):
            yield from members.items()
        case Table(entries=entries):
            for entry in entries:
                if isinstance(entry, Entry) and isinstance(entry.key, Literal):
                    yield str(entry.key.value), entry.value


def is_closed(owner: Expression) -> bool:
    """Whether all entries of an object are seen."""
    if isinstance(owner, Table):
        return all(isinstance(e, Entry) and isinstance(e.key, Literal) for e in owner.entries)
    return isinstance(owner, Group) and owner.is_enum


_REASONS = {
    BindingKind.IMPORTED: DynamicReason.IMPORTED,
    BindingKind.PARAMETER: DynamicReason.PARAMETER,
}


def dynamic_of(use: Expression, binding: Binding) -> Dynamic:
    """What a use of a name is whose binding shows no value."""
    reason = _REASONS.get(binding.kind, DynamicReason.COMPUTED)
    is_given = binding.kind is BindingKind.PARAMETER
    given = ParameterUse(function=binding.scope.start, name=binding.name) if is_given else None
    return Dynamic(at=use.at, reason=reason, parameter=given)


_TEXTS = (Literal, Template, Enumerator)


def option_of(choice: Choice, asked: Iterable[PossibleValue]) -> Expression:
    """The option that a choice is by what its test asks of; unknown where that cannot be told.

    Of texts, what is asked of a variable is asked where that is given: conditions there count.
    Where nothing is known of it, it is any of them.
    """
    every = tuple(asked)
    is_sure = bool(every) and not any(one.is_undecided for one in every)
    answers = {answer(choice.test, one.expression) for one in every} if is_sure else {None}
    known = answers.pop() if len(answers) == 1 else None
    if known is not None:
        return choice.options[0 if known else 1]
    if all(isinstance(one, _TEXTS) for one in choice.options):
        path = path_of(choice.asked) if isinstance(choice.asked, Name | Member) else None
        root = root_of(choice.asked) if choice.asked is not None else None
        if choice.test is not None and path is not None and root is not None:
            test = _moved(choice.test, path, root.offset)
            return Choice(at=choice.at, options=choice.options, test=test)
        is_open = is_sure and all(_is_open(one.expression) for one in every)
    else:
        is_open = is_sure and all(v.expression == Dynamic(at=v.expression.at) for v in every)
    return Choice(at=choice.at, options=choice.options) if is_open else Dynamic(at=choice.at)


def _moved(test: Condition[Expression], path: str, offset: int) -> Condition[Expression]:
    """A test of one variable, asked of another one."""
    inner = tuple(_moved(one, path, offset) for one in test.inner)
    return replace(test, path=path, offset=offset, mentions=(), inner=inner)


def _is_open(value: Expression) -> bool:
    """Whether nothing is known of a value but, at most, its type."""
    return isinstance(value, Invocation) or (isinstance(value, Dynamic) and value.parameter is None)


def undecided(possible: PossibleValue) -> PossibleValue:
    """The same, where it is unknown whether it is this: what is no text is then anything."""
    match possible.expression:
        case Undefined(at=at) | Literal(at=at, value=None | bool() | int() | float()):
            return replace(possible, expression=Dynamic(at=at), resolution=Resolution.DYNAMIC)
    return replace(possible, is_undecided=True)


def is_placeholder(possible: PossibleValue, offset: int) -> bool:
    """Whether a variable has an empty value at first, of several that it may have at an offset."""
    first = possible.variables[0] if possible.variables else None
    if first is None or first.module is not possible.module:
        return False
    match possible.expression:
        case Undefined() | Literal(value=None) | Table(entries=()):
            return possible.module.regions.at(first.since).encloses(offset)
    return False


def as_written(expression: Expression, module: Module) -> PossibleValue:
    """What an expression is that is in its simplest form where it stands."""
    is_dynamic = isinstance(expression, Dynamic)
    return PossibleValue(
        expression=expression,
        resolution=Resolution.DYNAMIC if is_dynamic else Resolution.LITERAL,
        at=expression.at,
        module=module,
    )


def unknown(expression: Expression, module: Module) -> PossibleValue:
    """What an expression is that the code does not show."""
    return PossibleValue(
        expression=Dynamic(at=expression.at),
        resolution=Resolution.DYNAMIC,
        at=expression.at,
        module=module,
    )


def size_of(array: PossibleValue) -> int | None:
    """How many items an array has; None where it is none, or has a name: it may get more."""
    written = by_itself(array.expression)
    if not isinstance(written, Items) or array.variables or array.may_change:
        return None
    is_seen = not any(isinstance(item, Spread) for item in written.items)
    return len(written.items) if is_seen else None
