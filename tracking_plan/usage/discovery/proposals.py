"""How adapters would describe the calls of a candidate."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from tracking_plan.usage.discovery.calls import FoundCall, Origin
from tracking_plan.usage.discovery.candidate import Proposed
from tracking_plan.usage.discovery.name_trail import Sender
from tracking_plan.usage.discovery.roles import Parameters, Roles, by_parameters, places_of
from tracking_plan.usage.facts.expression import Dynamic, Literal
from tracking_plan.usage.facts.parameters import ParameterUse

_WHOLE = frozenset({"index", "__init__"})
_DOTTED = re.compile(r"\w+(?:/\w+)*")
_PLAIN = re.compile(r"[\w$.()]+")
_MOST = 4  # adapters for one function
_CALL = "()"
_SELF = frozenset({"self", "cls", "this"})
_SCRIPTS = frozenset({"javascript", "typescript"})
_Way = tuple[str, str | None]


def proposals(calls: Sequence[FoundCall], roles: Roles) -> Iterator[Proposed]:
    """The adapters that describe the calls, the one of most calls first; a few at most."""
    ways = Counter(way for call in calls if _is_path(way := _of_call(call)))
    for way, _ in ways.most_common(_MOST):
        yield _proposed(way, {call.language for call in calls}, roles)


def proposal(sender: Sender) -> Proposed:
    """The adapter that describes the function which sends what a candidate is given."""
    parameters, use = sender.function.parameters, sender.use
    language = sender.module.language
    has_keywords = language == "python"
    own = next(one for one in parameters if one.name == use.name)
    event = places_of(own, has_keywords=has_keywords) if not use.keys else (use.keys[-1],)
    template = _text(sender, parameters) if sender.template is not None else None
    found = by_parameters(parameters, event, has_keywords=has_keywords)
    way = _defined(sender.defined_as, sender.module.name)
    adapter = _proposed(way or _way(sender.callee, sender.origin), {language}, found)
    return replace(adapter, template=template)


def _text(sender: Sender, parameters: Parameters) -> str | None:
    """What a function makes of a name, as `template` has it; None: it cannot be said there."""
    pieces: list[str] = []
    for piece in sender.template.pieces if sender.template is not None else ():
        match piece:
            case Literal(value=str(text)) if "{" not in text and "}" not in text:
                pieces.append(text)
            case Dynamic(parameter=ParameterUse() as use) if use == sender.use:
                pieces.append("{event}")
            case Dynamic(parameter=ParameterUse(name=name, keys=())):
                positions = (one.position for one in parameters if one.name == name)
                position = next(positions, None)
                if position is None:
                    return None
                pieces.append(f"{{{position}}}")
            case _:
                return None
    return "".join(pieces)


def _proposed(way: _Way, languages: Iterable[str], roles: Roles) -> Proposed:
    callee, module = way
    return Proposed(
        name=last_name(callee),
        languages=_families(frozenset(languages)),
        callee=callee,
        module=module,
        event=roles.event,
        properties=roles.properties,
        user_id=roles.user_id,
    )


def last_name(callee: str) -> str:
    """The name by which a function is called."""
    return callee.rpartition(".")[2].removesuffix("()").strip("*?") or callee


def _of_call(call: FoundCall) -> _Way:
    return _defined(call.defined_as, call.file) or _way(call.path, call.origin)


def _defined(path: str | None, file: str) -> _Way | None:
    """The `callee` and `from` of a function by where it is defined; None: that names no one."""
    if path is None:
        return None
    return path, module_of(Origin(module=file, path=path, is_own=True))


def _way(path: str, origin: Origin | None) -> _Way:
    """The `callee` and `from` of an adapter for a callee that is written so."""
    if origin is None:
        return _pattern(path), None
    module = module_of(origin)
    first, _, rest = origin.path.partition(".")
    if first == "default":
        return _by_name(f"*.{rest}" if rest else path), module
    return _by_name(origin.path), module


def _by_name(path: str) -> str:
    """The path; of what a call gives out, by the name that it has there: no path has calls."""
    name = path.rpartition(".")[2]
    return f"*.{name}" if _CALL in path and _CALL not in name else path


def _is_path(way: _Way) -> bool:
    """Whether an adapter can name a callee: what a call gives out may have no name of its own."""
    return _CALL not in way[0]


def _pattern(path: str) -> str:
    """A pattern for a callee of which only the spelling is known: its last owner and its name."""
    owners, _, name = path.rpartition(".")
    owner = owners.rpartition(".")[2]
    if not owners:
        return name
    is_plain = _PLAIN.fullmatch(owner) and owner not in _SELF and "()" not in owner
    return f"*{owner}.{name}" if is_plain else f"*.{name}"


def module_of(origin: Origin) -> str:
    """A module as `from` names it: dotted where a language with dots would read it so."""
    if not origin.is_own:
        return origin.module
    path = PurePosixPath(origin.module)
    stem = path.with_suffix("")
    stem = stem.parent if stem.name in _WHOLE and stem.parent.name else stem
    is_python = path.suffix.startswith(".py")
    text = str(stem)
    if is_python and _DOTTED.fullmatch(text):
        return text.replace("/", ".")
    return text if "/" in text else f"./{text}"


def _families(languages: frozenset[str]) -> tuple[str, ...]:
    """The languages that share modules: what is of JavaScript may be called in TypeScript."""
    if languages & _SCRIPTS and languages <= _SCRIPTS:
        return tuple(sorted(_SCRIPTS))
    return tuple(sorted(languages))
