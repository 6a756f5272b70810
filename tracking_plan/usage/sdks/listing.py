"""The SDKs that are known, as text for people."""

from collections.abc import Iterable, Iterator

from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature


def lines(sdks: Iterable[Sdk]) -> Iterator[str]:
    """A block for each SDK or API: its name, languages, where it comes from, and its functions."""
    for sdk in sdks:
        yield f"{sdk.name} ({', '.join(sdk.languages)})"
        if sdk.modules:
            yield f"  from {', '.join(sdk.modules)}"
        known = sorted(sdk.globals | sdk.variables | sdk.functions)
        if known:
            yield f"  known without an import: {', '.join(known)}"
        if sdk.hosts:
            yield f"  posted to {', '.join(sorted(sdk.hosts))}, by any HTTP library"
        said = _post if sdk.hosts else _call
        yield from (f"  {said(signature)}" for signature in sdk.signatures)


def _post(signature: Signature) -> str:
    """What is posted: `POST /track {event: EVENT, properties: PROPERTIES}`."""
    return f"POST /{signature.name} {_argument(_places(signature), 0)}"


def _call(signature: Signature) -> str:
    """How a function is called: `capture({event: EVENT, properties: PROPERTIES})`."""
    given = _places(signature)
    last = max((place.position or 0 for _, place in given), default=-1)
    arguments = [_argument(given, position) for position in range(last + 1)]
    if signature.command is not None:
        arguments[:1] = [f'"{signature.command}"']
    arguments += [f"{p.keyword}={name}" for name, p in given if p.position is None]
    before = f"{signature.after}(...)." if signature.after else ""
    return f"{before}{signature.name}({', '.join(arguments)})"


def _places(signature: Signature) -> list[tuple[str, Parameter]]:
    """What a function takes, and where."""
    places = (
        ("EVENT", signature.event),
        ("PROPERTIES", signature.properties),
        ("USER ID", signature.user_id),
        ("NEW USER ID", signature.new_user_id),
    )
    return [(name, parameter) for name, parameter in places if parameter is not None]


def _argument(given: list[tuple[str, Parameter]], position: int) -> str:
    """What stands at a position: one thing, or an object with several."""
    here = [(name, parameter) for name, parameter in given if parameter.position == position]
    whole = [name for name, parameter in here if parameter.key is None]
    keys = [f"{parameter.key}: {name}" for name, parameter in here if parameter.key is not None]
    if keys:
        rest = [f"...{name}" for name in whole]
        return f"{{{', '.join((*keys, *rest))}}}"
    return whole[0] if whole else "..."
