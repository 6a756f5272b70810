"""Two events have names that can be taken for one another.

Sooner or later someone sends the one and counts the other. Names are alike when they differ only in
case, spaces or punctuation (`Sign Up`, `signup`), when they have the same words with another one
first, or in another number or tense (`Checkout Start`, `Checkout Started`), or when one word
differs in one letter (`Chekout Completed`). Names that differ in a number are not (`Step 1 Done`,
`Step 2 Done`). Deprecated and retired events do not count.

Bad:

```yaml
events:
  Checkout Completed: {}
  checkout_completed: {}  # expect: P104
  Chekout Started: {}  # expect: P104
  Checkout Started: {}
```

Good:

```yaml
events:
  Checkout Completed: {previous_names: [checkout_completed]}
  Checkout Started: {}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.similar import similar
from tracking_plan.lint.style_check import fits
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule

_ENDINGS = ("ing", "ed", "es", "s", "e")
_LEAST_STEM = 3


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at one of each two such events: the one out of style, or else the later."""
    events = {event.name: event for event in subject.events if not is_system(event.name)}
    in_style = fits(events, subject.plan.conventions.event_names)
    for pair in similar(events, weight=in_style, stem=_stem, alike=lambda _one, _other: True):
        event, other = events[pair.name], events[pair.other]
        yield Problem(
            message=f"event {event.name!r} {pair.likeness} {other.name!r}",
            hint="keep one of them, and list the other under its `previous_names`",
            at=event.origin.place,
            related=(Related(message=f"{other.name!r} is here", at=other.origin.place),),
            event=event.name,
        )


def _stem(word: str) -> str:
    """The word without the ending of its number or tense."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


RULE = Rule(
    Code(id="P104", name="near-duplicate-event-name", severity=Severity.WARNING, page=__doc__),
    check,
)
