"""Which names of functions speak of tracking, and which texts look like the names of events."""

import re
from collections.abc import Iterable

from tracking_plan.names.words import words

EVENT_WORDS = frozenset(  # keys and keywords under which names of events are looked for
    "event eventname event_name name event_type eventtype action action_name key type".split()
)
_TRACKING = frozenset(
    """track tracks tracked tracking tracker telemetry analytics analytic amplitude mixpanel posthog
    segment rudderstack snowplow matomo plausible umami pendo heap gtag ga gtm fathom hubspot
    intercom""".split()
)
_VERBS = frozenset(
    """log send record report capture emit publish push post write notify ping collect count
    measure""".split()
)
_OF_ANY_EVENTS = frozenset(  # what code does with events of any kind
    """send emit publish push post write notify ping""".split()
)
_DONE_TO_EVENTS = frozenset("handle dispatch create make process fire trigger".split())
_PAGES = frozenset("page pages screen pageview pageviews screenview".split())  # are no events
_VIEW = ("page", "view")
_NO_TRACKING = frozenset(
    """listener listeners handler handlers exception exceptions error errors stack screenshot
    breadcrumb message messages mail email sms file files request response callback counter gauge
    histogram""".split()
)
_OTHER_EVENTS = frozenset(  # of which a product may keep a record, too
    """audit audits webhook webhooks calendar domain outbox socket stream dom keyboard mouse pointer
    touch window browser ui span trace""".split()
)
_OTHER_ACTIONS = frozenset(
    """on off get has is are remove create make build subscribe unsubscribe listen handle parse
    format find fetch validate should can once wait delete update set test mock assert expect
    dispatch stop prevent list load to from user filter map sort render read reset clear start init
    initialize setup enable disable with unset untrack untracked""".split()
)
_PLAIN_LOGS = frozenset("log logger logging console print debug info warn warning".split())
_NO_EVENTS = frozenset(
    """click dblclick change input submit message error close open data end connect connection
    disconnect keydown keyup keypress mousedown mouseup mousemove mouseenter mouseleave pointerdown
    pointerup resize scroll load unload beforeunload focus blur finish drain exit ready info warn
    warning debug trace log fatal critical utf8 utf-8 get post put delete patch head options string
    number boolean object function true false null none undefined default""".split()
)
_FILLERS = frozenset(
    """the to for is was were not a an with of from in on at this that be been has have your you
    while when must should could cannot because it its no""".split()
)
_BROKEN = re.compile(r"[\n\r\t<>=;|{}%\\`]|://|\$\{|\(\)|^[/.#@?&!]|\S@\S|[.!?,…]$|:\s*$|\s{2}")
_SQL = re.compile(r"^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|BEGIN|COMMIT)\s")
_LONGEST = 100
_MOST_WORDS = 8
_SENTENCE = 5  # words, from which on little words make a text a sentence


def tracking_weight(name: str, owners: Iterable[str] = ()) -> float:
    """How much the name of a function speaks of tracking: from 0, not at all, to 1.

    `owners` are the names of what it is a member of, and of where it is defined: `telemetry` in
    `telemetry.send`.
    """
    own, owners = _lower(name), tuple(owners)
    around = frozenset(word for owner in owners for word in _lower(owner))
    if _is_handling(own) and any(map(speaks_of_tracking, owners[:1])):
        return 0.9  # `Analytics.handleEvent`
    if not own or own[0] in _OTHER_ACTIONS or not _NO_TRACKING.isdisjoint(own):
        return 0.0
    is_hook = own[0] == "use"
    is_class = name[:1].isupper() and "_" not in name and "." not in name
    if not _TRACKING.isdisjoint(own):
        return 0.3 if is_hook or is_class or own[-1] in _PAGES or own[-2:] == _VIEW else 1.0
    if own[0] in ("capture", "captured") and len(own) == 1:
        return 0.9 if not _TRACKING.isdisjoint(around) else 0.5
    if is_hook or is_class or not _PLAIN_LOGS.isdisjoint(around):
        return 0.0
    is_verb = not _VERBS.isdisjoint(own)
    if "event" in own or "events" in own:
        return 0.9 if is_verb and _OTHER_EVENTS.isdisjoint(own) else 0.5
    if is_verb and not _TRACKING.isdisjoint(around):
        return 0.8
    return 0.3 if is_verb and not {"metric", "metrics", "usage"}.isdisjoint(own) else 0.0


def is_of_any_events(name: str, owners: Iterable[str]) -> bool:
    """Whether a function may do with events of any kind what its name says: `emitEvent`.

    `owners` are those of `tracking_weight`.
    """
    own = frozenset(_lower(name))
    around = own.union(word for owner in owners for word in _lower(owner))
    is_event = not own.isdisjoint(("event", "events"))
    return is_event and not own.isdisjoint(_OF_ANY_EVENTS) and _TRACKING.isdisjoint(around)


def _is_handling(own: tuple[str, ...]) -> bool:
    """Whether a function does something with one event, whatever that is."""
    return len(own) > 1 and own[0] in _DONE_TO_EVENTS and own[-1] == "event"


def speaks_of_tracking(path: str) -> bool:
    """Whether the name of what something is a member of speaks of tracking itself."""
    return not _TRACKING.isdisjoint(_lower(path.rpartition(".")[2]))


def _lower(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in words(name))


def event_likeness(text: str) -> float:
    """How much a text looks like the name of an event: from 0, not at all, to 1.

    Sentences, patterns of messages, paths, addresses, markup, SQL and what browsers call their
    own events do not.
    """
    is_odd = len(text) > _LONGEST or _BROKEN.search(text) or _SQL.match(text)
    if is_odd or not any(map(str.isalpha, text)) or not text.isprintable():
        return 0.0
    if text.lower() in _NO_EVENTS or len(text) < 3:
        return 0.1
    found = text.split()
    if len(found) > _MOST_WORDS:
        return 0.1
    is_sentence = not _FILLERS.isdisjoint(word.lower() for word in found[1:])
    return 0.2 if len(found) >= _SENTENCE and is_sentence else 1.0
