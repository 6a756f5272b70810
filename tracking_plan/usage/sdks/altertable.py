"""Altertable's SDKs for Python and JavaScript."""

from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Construction, Parameter, Sdk, Signature

_OPTIONS = Parameter(position=2, keyword="options")
_OF_ALL = frozenset({"timestamp", "environment"})
_OPTION_NAMES = _OF_ALL | {"anonymous_id", "device_id"}


PYTHON = Sdk(
    name="altertable",
    languages=("python",),
    modules=("altertable",),
    classes=frozenset({"Altertable"}),
    variables=frozenset({"altertable", "altertable_client"}),
    construction=Construction(
        api_key=Parameter(position=0, keyword="api_key"),
        environment=Parameter(keyword="environment"),
    ),
    signatures=(
        Signature(
            name="track",
            method=Method.TRACK,
            event=Parameter(position=0, keyword="event"),
            user_id=Parameter(position=1, keyword="distinct_id"),
            options=_OPTIONS,
            properties=Parameter(position=2, keyword="options", key="properties"),
            needs_user_id=True,
            option_names=_OPTION_NAMES | {"properties"},
        ),
        Signature(
            name="identify",
            method=Method.IDENTIFY,
            user_id=Parameter(position=0, keyword="distinct_id"),
            options=Parameter(position=1, keyword="options"),
            properties=Parameter(position=1, keyword="options", key="traits"),
            needs_user_id=True,
            option_names=_OPTION_NAMES | {"traits"},
        ),
        Signature(
            name="alias",
            method=Method.ALIAS,
            user_id=Parameter(position=0, keyword="distinct_id"),
            new_user_id=Parameter(position=1, keyword="new_user_id"),
            options=_OPTIONS,
            needs_user_id=True,
            option_names=_OF_ALL,
        ),
    ),
)


_JAVASCRIPT = Sdk(
    name="altertable",
    languages=("javascript", "typescript"),
    modules=("@altertable/altertable-js", "@altertable/altertable-react"),
    classes=frozenset({"Altertable"}),
    clients=frozenset({"altertable", "default"}),
    hooks=frozenset({"useAltertable"}),
    globals=frozenset({"Altertable", "altertable"}),
    variables=frozenset({"altertable", "altertableClient"}),
    makers=frozenset({"selectFunnel"}),
    signatures=(
        Signature(
            name="track",
            method=Method.TRACK,
            event=Parameter(position=0),
            properties=Parameter(position=1),
        ),
        Signature(
            name="trackStep",
            method=Method.STEP,
            event=Parameter(position=0),
            properties=Parameter(position=1),
            after="selectFunnel",
        ),
        Signature(name="page", method=Method.PAGE, is_variadic=True),
        Signature(
            name="identify",
            method=Method.IDENTIFY,
            user_id=Parameter(position=0),
            properties=Parameter(position=1),
            needs_user_id=True,
        ),
        Signature(name="updateTraits", method=Method.TRAITS, properties=Parameter(position=0)),
        Signature(name="alias", method=Method.ALIAS, new_user_id=Parameter(position=0)),
    ),
)


SDKS = (PYTHON, _JAVASCRIPT)
