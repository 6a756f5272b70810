"""Clients that a file makes of the classes of SDKs, where a variable gets one."""

from collections.abc import Iterator

from tracking_plan.place import Place
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.facts.client import Client
from tracking_plan.usage.facts.expression import Invocation
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.values import Values
from tracking_plan.usage.sdks.shape import Construction, Parameter, Sdk


def clients(module: Module, sdks: tuple[Sdk, ...], imports: ImportGraph) -> tuple[Client, ...]:
    """The clients of SDKs whose construction is known, each once, in the order of the file."""
    paths = {
        f"{name}.{class_}": (sdk, sdk.construction)
        for sdk in sdks
        if sdk.construction is not None and any(_imports(module, sdk))
        for name in sdk.modules
        for class_ in sdk.classes
    }
    if not paths:
        return ()
    values = Values(module, Resolver(module, imports))
    found: dict[Place, Client] = {}
    for call in _made(module):
        path = library_path(call.callee, module.bound)
        sdk, construction = paths.get(path, (None, None)) if path is not None else (None, None)
        if sdk is not None and construction is not None:
            client = _client(module, call, sdk, construction, values)
            found[client.at] = client
    return tuple(found.values())


def _imports(module: Module, sdk: Sdk) -> Iterator[bool]:
    """A truth for each name of the file that comes from the SDK."""
    for bound in module.bindings.values():
        yield from (True for one in bound if one.imported and sdk.exports(one.imported.module))


def _made(module: Module) -> list[Invocation]:
    """The calls whose results variables get."""
    values = (
        binding.value.expression
        for bound in module.bindings.values()
        for binding in bound
        if binding.value is not None
    )
    return sorted((v for v in values if isinstance(v, Invocation)), key=lambda call: call.offset)


def _client(
    module: Module, call: Invocation, sdk: Sdk, construction: Construction, values: Values
) -> Client:
    return Client(
        at=Place(path=module.path, span=call.at),
        sdk=sdk.name,
        api_key=_given(call, construction.api_key, values),
        environment=_given(call, construction.environment, values),
    )


def _given(call: Invocation, parameter: Parameter, values: Values) -> tuple[Value, ...]:
    """All that a call may give for a parameter; nothing where it is left out, or in a spread."""
    given = None
    for index, argument in enumerate(call.arguments):
        if argument.is_spread:
            break
        by_position = argument.keyword is None and index == parameter.position
        is_named = argument.keyword is not None and argument.keyword == parameter.keyword
        if by_position or is_named:
            given = argument.value
    return values.of(given, call.offset) if given is not None else ()
