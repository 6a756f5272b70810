"""The keys of an adapter: how the plan describes a tracking function of its user's own."""

from tracking_plan.plan.format.kinds import (
    Choice,
    Count,
    Either,
    Excludes,
    FirstOf,
    Form,
    Key,
    ListOf,
    Name,
    Needs,
    Shape,
    Text,
    When,
)

_WORDS = ListOf(Text())
_PLACE = FirstOf((Count(), Name()), "a position from 0, or a keyword")
_LATER = tuple("csharp dart elixir go groovy java kotlin php ruby rust scala swift".split())
_LANGUAGES = Choice(
    ("python", "javascript", "typescript", *_LATER),
    hint="write python, javascript or typescript: code in no other language is read",
    later=_LATER,
)
_STEP = "[^ \\t\\r\\n.,;=<>(){}\"'`/]+"  # of a path: a name, or `*` in its place
_CALLEE = Form(
    "the path of a function",
    f"^{_STEP}(\\.{_STEP})*$",
    "the names alone, with dots between: 'record_event', 'analytics.track', '*.track'",
    is_common=True,
)
_MODULE = Form(
    "a module or package",
    "^[^ \\t\\r\\n,;=<>(){}\"'`]+$",
    "it as code imports it: 'app.analytics', '@acme/analytics', './analytics'; or leave it out",
    is_common=True,
)
_COMPONENT = Form(
    "the name of a component",
    f"^{_STEP}(\\.{_STEP})*$",
    "the name alone: 'SubmitButton', 'submit-button'",
    is_common=True,
)
_ATTRIBUTE = Form(
    "the name of an attribute",
    "^[^ \\t\\r\\n,;=<>(){}\"'`]+$",
    "the name alone: 'eventName', 'event-name'",
    is_common=True,
)
_ARGUMENT = Either(scalar=_PLACE, sequence=ListOf(_PLACE, at_least=1))
_PLAIN = r"([^{}]|\{\{|\}\})"
_PART = r"(\{([A-Za-z_$][A-Za-z0-9_$]*|[0-9]{1,2})\}" + _PLAIN + "*)"
_TEMPLATE = Form(
    "a name template",
    f"^({_PLAIN}+{_PART}{{0,9}}|{_PART}{{1,9}})$",
    "text with at most nine parts in braces: '{event}', '{0}' (a position), '{kind}' (a keyword);"
    " braces that are sent are doubled: '{{'",
    is_common=True,
)
_TRANSFORM = Form(
    "a name transform",
    r"^((snake|kebab|camel)_case\(member\)|raw_value|constructor argument [0-9]{1,2})$",
    "'snake_case(member)', 'kebab_case(member)', 'camel_case(member)', 'raw_value' or"
    " 'constructor argument 0'",
)

ADAPTER = Shape(
    what="an adapter",
    keys={
        "name": Key(Name(), "What it is called in reports."),
        "languages": Key(ListOf(_LANGUAGES), "Where it applies; absent: everywhere."),
        "callee": Key(_CALLEE, "The call, such as '*.record_event'."),
        "from": Key(_MODULE, "The module or package that the function has to come from."),
        "paths": Key(_WORDS, "The files whose calls are meant, as patterns; absent: all."),
        "component": Key(_COMPONENT, "A JSX or markup component."),
        "attribute": Key(_ATTRIBUTE, "The attribute of `component` that holds the event."),
        "event": Key(_ARGUMENT, "The event's argument: position from 0, keyword, or a list."),
        "template": Key(_TEMPLATE, "What is sent: 'import-{event}', '{0}.{kind}'."),
        "properties": Key(
            _ARGUMENT, "The properties' argument; `rest`: other keywords; absent: unknown."
        ),
        "user_id": Key(_ARGUMENT, "The distinct id's argument."),
        "adds": Key(ListOf(Name()), "The properties that the function itself adds to each call."),
        "name_transform": Key(_TRANSFORM, "How an enum member becomes a wire name."),
    },
    required=("name",),
    constraints=(
        Needs(keys=("callee", "component"), message="an adapter needs `callee` or `component`"),
        Needs(
            keys=("attribute", "template"),
            message="a component needs `attribute` or `template`",
            hint="name the attribute that holds the event",
            when=When(("component",)),
        ),
        Excludes(
            when=When(("callee",)),
            refused=("component", "attribute"),
            message="an adapter is for a call or for a component",
        ),
        Excludes(
            when=When(("component",)),
            refused=("event",),
            message="the event of a component is in an attribute",
            hint="write `attribute` instead",
        ),
    ),
)
