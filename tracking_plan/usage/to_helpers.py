"""Raw calls become calls of the generated helpers, where all that they give is written out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.place import Place, Span
from tracking_plan.plan.model import Event, Plan
from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.languages.python.written_calls import PythonFile, Source, WrittenCall
from tracking_plan.usage.renaming import Left
from tracking_plan.usage.sdks.altertable import PYTHON

_OPTIONS = ("timestamp", "anonymous_id", "device_id")  # which every helper has, too
_WIDTH = 88  # of a line; longer calls have a line for each argument
_PYTHON_ENDING = ".py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A generated function: its name, and the keyword of each property by the wire name."""

    name: str
    keywords: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A generated package: its name, how code imports it, and the function of each event."""

    name: str
    module: str
    functions: Mapping[str, Function]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The fixes that make calls of helpers, one for each file, and the calls that stay."""

    fixes: tuple[Fix, ...]
    left: tuple[Left, ...]
    calls: int


@dataclass(slots=True, kw_only=True)
class _Page:
    """One file while its calls are written anew."""

    path: str
    file: PythonFile
    module: str
    edits: list[Edit] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _StaysError(Exception):
    """A call that stays; the argument says why."""


def converted(
    plan: Plan,
    scan: Scan,
    package: Package,
    faulty: Iterable[Place],
    read: Callable[[str], str | None],
) -> Converted:
    """What makes the raw Python calls of Altertable's SDK calls of the package's functions.

    `faulty` are the places of errors: calls that have one stay. `read` gives the text of a file.
    """
    pages: dict[str, _Page | None] = {}
    left: list[Left] = []
    count, wrong = 0, tuple(faulty)
    for call in filter(_is_raw, scan.calls):
        path = call.at.path
        if path not in pages:
            pages[path] = _page(path, read(path), package)
        try:
            _convert(plan, call, package, pages[path], wrong)
            count += 1
        except _StaysError as refused:
            left.append(Left(at=call.at, why=str(refused)))
    fixes = [
        Fix(safety=Safety.UNSAFE, edits=(*page.edits, *_imports(page)))
        for page in pages.values()
        if page is not None and page.edits
    ]
    return Converted(fixes=tuple(fixes), left=tuple(left), calls=count)


def _is_raw(call: Call) -> bool:
    """Whether it is a call of Altertable's Python SDK that tracks an event."""
    is_sdk = call.sdk == PYTHON.name and call.language in PYTHON.languages
    return is_sdk and call.method is Method.TRACK and not call.is_described


def _page(path: str, text: str | None, package: Package) -> _Page | None:
    """The file, with the module that it imports the package as, if it does already."""
    if text is None or PurePosixPath(path).suffix != _PYTHON_ENDING:
        return None
    try:
        file = PythonFile(text)
    except SyntaxError:
        return None
    known = file.modules(package.name)
    return _Page(path=path, file=file, module=min(known) if len(known) == 1 else package.module)


def _convert(
    plan: Plan, call: Call, package: Package, page: _Page | None, wrong: tuple[Place, ...]
) -> None:
    """Adds the edit of a call to its file; raises where it is not sure to be right."""
    event, function = _function(plan, call, package)
    if page is None or call.at.span is None:
        raise _StaysError("the file cannot be read as Python")
    line, column = call.at.span.line, call.at.span.column
    written = page.file.call(line, column, Method.TRACK.value)
    if written is None:
        raise _StaysError("it is no statement of its own")
    if not written.is_plain:
        raise _StaysError("it has a comment, or arguments that are spread")
    if any(one.path == page.path and _within(one.span, written.span) for one in wrong):
        raise _StaysError("it has an error that is to be solved first")
    given = _given(written)
    required = {one.name for one in event.current.properties if one.required}
    lacking = sorted(required - given.properties.keys())
    if lacking:
        raise _StaysError(f"it does not give {lacking[0]!r}, which is required")
    is_bound = function.name in page.file.names
    if is_bound and not page.file.imports(page.module, function.name):
        raise _StaysError(f"the file has a {function.name!r} of its own")
    text = _text(function, given, written)
    page.names.add(function.name)
    page.edits.append(Edit(path=page.path, span=written.span, text=text))


def _function(plan: Plan, call: Call, package: Package) -> tuple[Event, Function]:
    """The event of a call, and the function that sends it."""
    if call.dynamic is not None or len(call.events) != 1 or call.events[0].is_possible:
        raise _StaysError("which event it sends depends on the run")
    if call.through or call.forwards:
        raise _StaysError("it sends the event by way of a function of the project")
    event = plan.events.get(call.events[0].name)
    if event is None:
        raise _StaysError("its event is not in the plan")
    function = package.functions.get(event.name)
    if function is None:
        raise _StaysError("no function is generated for its event")
    return event, function


class _Given(NamedTuple):
    """What a call gives: the user's id, properties by wire name, and options that helpers have."""

    user: Source
    properties: Mapping[str, Source]
    options: Mapping[str, Source]


def _given(written: WrittenCall) -> _Given:
    known = dict(zip(("event", "distinct_id", "options"), written.positional, strict=False))
    if len(written.positional) > len(known) or known.keys() & written.keywords.keys():
        raise _StaysError("it has arguments that the function does not have")
    known |= written.keywords
    user, options = known.get("distinct_id"), known.get("options", Source(text="", table={}))
    if user is None or options.table is None:
        raise _StaysError("its options are no dictionary that is written out")
    own = dict(options.table)
    properties = own.pop("properties", Source(text="", table={})).table
    if properties is None:
        raise _StaysError("its properties are no dictionary that is written out")
    foreign = [name for name in own if name not in _OPTIONS]
    if foreign:
        raise _StaysError(f"helpers have no option {foreign[0]!r}")
    return _Given(user, properties, own)


def _text(function: Function, given: _Given, written: WrittenCall) -> str:
    """The call of the helper, in as many lines as it needs."""
    arguments = [given.user.text]
    for name, value in given.properties.items():
        keyword = function.keywords.get(name)
        if keyword is None:
            raise _StaysError(f"the helper has no parameter for {name!r}")
        arguments.append(f"{keyword}={value.text}")
    arguments.extend(f"{name}={value.text}" for name, value in given.options.items())
    line = f"{function.name}({', '.join(arguments)})"
    if "\n" not in line and len(written.indent) + len(line) <= _WIDTH:
        return line
    lines = (f"{written.indent}    {argument},\n" for argument in arguments)
    return f"{function.name}(\n{''.join(lines)}{written.indent})"


def _imports(page: _Page) -> Iterator[Edit]:
    """The import of the functions that the file does not have yet."""
    names = sorted(name for name in page.names if not page.file.imports(page.module, name))
    if names:
        line = page.file.last_import(min(edit.span.line for edit in page.edits)) + 1
        text = f"from {page.module} import {', '.join(names)}\n"
        yield Edit(path=page.path, span=Span(line, 1, line, 1), text=text)


def changed(before: Scan, after: Scan) -> Place | None:
    """A file whose calls send something else than before; None where there is none."""
    then, now = _sent(before), _sent(after)
    for one in (then - now) + (now - then):
        return Place(path=one[0])
    return None


def _sent(scan: Scan) -> Counter[tuple[str, frozenset[str], frozenset[str]]]:
    """What the calls of each file send: events, and the names of their properties."""
    return Counter(
        (
            call.at.path,
            frozenset(one.name for one in call.events),
            frozenset(one.name for one in call.properties.properties),
        )
        for call in (*scan.calls, *scan.doubtful)
    )


def _within(inner: Span | None, outer: Span) -> bool:
    return inner is not None and outer.contains(inner)
