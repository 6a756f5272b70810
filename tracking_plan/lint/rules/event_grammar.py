"""An event's name is not an object and a past-tense verb.

`Checkout Completed` says what it happened to, then what happened. Names of that form sort by
object, read the same in every chart, and say that the thing is done. The check is on when
`conventions.event_grammar` says `object action`; it reads English. `Signed Up` and `Logged In` need
no object, as it is the person, and what follows the verb may begin with a preposition
(`Product Added to Cart`).

Bad:

```yaml
conventions: {event_grammar: object action}
events:
  Completed Checkout: {}  # expect: P103
  Checkout Start: {}  # expect: P103
```

Good:

```yaml
conventions: {event_grammar: object action}
events:
  Checkout Completed: {}
  Checkout Started: {}
  Signed Up: {}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.grammar import fault, suggestion
from tracking_plan.lint.styles import STYLES, prevailing
from tracking_plan.lint.subject import Subject
from tracking_plan.names.words import words
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event whose name reads otherwise."""
    if subject.plan.conventions.event_grammar is None:
        return
    for event in subject.events:
        wrong = None if is_system(event.name) or not event.name.isascii() else fault(event.name)
        if wrong is not None:
            yield Problem(
                message=f"event {event.name!r} {wrong}",
                hint=_hint(subject, event.name),
                at=event.origin.place,
                event=event.name,
            )


def _hint(subject: Subject, name: str) -> str:
    better = suggestion(name)
    if better is None:
        return "name the object, then what happened to it: 'Checkout Completed'"
    convention = subject.plan.conventions.event_names
    style = (
        STYLES[convention.style]
        if convention and convention.style
        else prevailing(event.name for event in subject.events)
    )
    written = style.write(words(better)) if style else better
    return f"write {written!r}"


RULE = Rule(Code(id="P103", name="event-grammar", severity=Severity.WARNING, page=__doc__), check)
