"""Python helpers over an SDK client, from the values of `codegen.model`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from tracking_plan.codegen.model import HelperMethod, HelperModule, Parameter, TypeExpr
from tracking_plan.codegen.targets.python.imports import import_block
from tracking_plan.codegen.targets.python.names import RESERVED
from tracking_plan.codegen.targets.python.schema import event_schema, names, shape
from tracking_plan.codegen.targets.python.text import WIDTH, Entry, docstring, literal, width
from tracking_plan.codegen.targets.python.types import TypeModule, laid_out
from tracking_plan.codegen.targets.python.uses import (
    package_exports,
    schema_imports,
    shape_imports,
    uses_of,
)
from tracking_plan.plan.settings import Target

_LIBRARY = "tracking_plan.codegen.runtime"
_NULL = " | None"
_UNSET = " | Unset = UNSET"


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A helper as the template writes it: lines of text that need no more care."""

    name: str
    function: str
    constant: str
    method_parameters: tuple[str, ...]
    function_parameters: tuple[str, ...]
    arguments: tuple[str, ...]
    is_open: bool
    method_doc: str
    function_doc: str
    deprecation: str | None


_OPTIONS = (
    Entry(name="timestamp", text="When it happened, with a time zone; by default now."),
    Entry(name="anonymous_id", text="The id that the user had before logging in."),
    Entry(name="device_id", text="The device that it happened on."),
)
_DISTINCT_ID = Entry(name="distinct_id", text="The user's id.")
_EXTRA = Entry(name="extra_properties", text="Further properties, by their names on the wire.")


def render_python(module: HelperModule, target: Target) -> Mapping[str, str]:
    """The files of the package by their paths in it, headers not included."""
    template = _environment().get_template("template.jinja")
    views = _views(module, target)
    rendered = {f"{name}.py": template.render(file=name, **view) for name, view in views.items()}
    if target.runtime == "vendored":
        rendered.update(_runtime())
    return rendered


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tracking_plan.codegen.targets", "python"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=()),  # Python, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _views(module: HelperModule, target: Target) -> Mapping[str, Mapping[str, object]]:
    """What the template needs for each file."""
    types = TypeModule(module, RESERVED.types)
    methods = tuple(_method(one, types) for one in module.methods)
    traits = tuple(_parameter(one, types, "traits") for one in module.traits or ())
    runtime = ".runtime" if target.runtime == "vendored" else _LIBRARY
    signatures = [line for one in methods for line in one.method_parameters]
    uses = uses_of(module, [*traits, *signatures])
    helpers: dict[str, object] = {"module": module, "literal": literal, "methods": methods}
    helpers["needs_common"] = any(one.is_required for one in module.common)
    return {
        "__init__": {
            **helpers,
            "package_doc": _package_doc(module),
            "imports": import_block(*uses.package(runtime)),
            "exports": package_exports(module),
            "traits": [_fitted(line, 4) for line in traits],
            "identify_doc": _identify_doc(module, 4),
        },
        "shapes": _shapes(types),
        "schema": {"schemas": _schemas(module), "imports": schema_imports(module, runtime)},
        "tracker": {
            **helpers,
            "imports": import_block(*uses.tracker(runtime)),
            "traits": [_fitted(line, 8) for line in traits],
            "identify_doc": _identify_doc(module, 8),
        },
    }


def _shapes(types: TypeModule) -> Mapping[str, object]:
    found = types.definitions
    return {"definitions": laid_out(found), "imports": shape_imports(found)}


def _schemas(module: HelperModule) -> list[Mapping[str, str]]:
    texts = {one.constant: event_schema(one) for one in module.methods}
    if module.traits_check is not None:
        texts["TRAITS"] = shape(module.traits_check)
    if module.environments is not None:
        texts["ENVIRONMENTS"] = names("ENVIRONMENTS", module.environments)
    if module.common:
        texts["COMMON"] = names("COMMON", (one.wire for one in module.common))
    return [{"constant": constant, "text": text} for constant, text in texts.items()]


def _method(one: HelperMethod, types: TypeModule) -> MethodView:
    parameters = [_parameter(parameter, types, one.name) for parameter in one.parameters]
    if one.others is not None:
        parameters.append(_extra(one.others, types, one.name))
    return MethodView(
        name=one.name,
        function=one.function,
        constant=one.constant,
        method_parameters=tuple(_fitted(line, 8) for line in parameters),
        function_parameters=tuple(_fitted(line, 4) for line in parameters),
        arguments=tuple(f"{literal(p.wire)}: {p.name}" for p in one.parameters),
        is_open=one.others is not None,
        method_doc=_doc(one, one.name, 8),
        function_doc=_doc(one, one.function, 4),
        deprecation=None if one.deprecation is None else literal(one.deprecation),
    )


def _parameter(one: Parameter, types: TypeModule, owner: str) -> str:
    """A parameter without the comma after it, on one line."""
    default = "" if one.is_required and not one.is_common else _UNSET
    room = WIDTH - 8 - width(f"{one.name}: {default},")
    text = types.parameter_type(one.type, owner, one.name, room)
    bare = text.removesuffix(_NULL)
    if default and bare != text:  # None stands last, as style checkers want it
        return f"{one.name}: {bare} | Unset{_NULL} = UNSET"
    return f"{one.name}: {text}{default}"


def _extra(others: TypeExpr, types: TypeModule, owner: str) -> str:
    """The parameter for all further properties together."""
    room = WIDTH - 8 - width("extra_properties:  | None = None,")
    text = types.parameter_type(others, owner, "extra_properties", room)
    return f"extra_properties: {text} | None = None"


def _fitted(line: str, indent: int) -> str:
    """The parameter as the formatter breaks it: at each `|`, where it does not fit."""
    if indent + width(line) + 1 <= WIDTH:
        return line
    return line.replace(" | ", f"\n{' ' * indent}| ")


def _doc(one: HelperMethod, name: str, indent: int) -> str:
    summary, rest = _summary(one.description or "", name, indent, one.event)
    paragraphs = [rest, *one.notes]
    if one.deprecation:
        paragraphs.append(f"Deprecated: {one.deprecation}.")
    return docstring(summary, paragraphs, "Args", _entries(one), indent=indent)


def _entries(one: HelperMethod) -> Iterator[Entry]:
    yield _DISTINCT_ID
    for parameter in one.parameters:
        yield Entry(name=parameter.name, text=_parameter_doc(parameter))
    if one.others is not None:
        yield _EXTRA
    yield from _OPTIONS


def _parameter_doc(parameter: Parameter) -> str:
    if not parameter.is_common:
        return parameter.doc
    return f"{parameter.doc} By default what the tracker was given.".strip()


def _summary(text: str, name: str, indent: int, event: str) -> tuple[str, str]:
    """The first line of a docstring, and what of the text is left for the next paragraph."""
    room = WIDTH - indent - 7
    first, _, rest = text.partition(". ")
    sentence = f"{first}." if rest else first
    # A checker takes a first line with the function's own call in it for a signature.
    if text and width(sentence) <= room and f"{name}(" not in sentence:
        return sentence, rest
    fallback = f"Sends {literal(event)}."
    if width(fallback) > room or f"{name}(" in fallback:
        fallback = "Sends one event."
    return fallback, text


def _identify_doc(module: HelperModule, indent: int) -> str:
    traits = [Entry(name=p.name, text=p.doc) for p in module.traits or ()]
    if module.traits is None:
        traits = [Entry(name="traits", text="What is known of the user, by name.")]
    entries = [_DISTINCT_ID, *traits, *_OPTIONS]
    return docstring("Says who a user is.", (), "Args", entries, indent=indent)


def _package_doc(module: HelperModule) -> str:
    summary = f"Typed tracking helpers of the plan {literal(module.plan)}."
    if width(summary) > WIDTH - 3:
        summary = "Typed tracking helpers of a tracking plan."
    about = module.description or ""
    usage = (
        "Call configure() once, then the track functions from anywhere; or make a Tracker "
        "where one is needed. Tests give either a Recorder."
    )
    return docstring(summary, (about, usage), indent=0)


def _runtime() -> Iterator[tuple[str, str]]:
    folder = files("tracking_plan.codegen.runtime")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            yield f"runtime/{file.name}", file.read_text(encoding="utf-8")
