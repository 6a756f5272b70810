"""A description says nothing: it is a placeholder, or repeats the name.

It satisfies `missing-metadata` and helps nobody. Flagged are texts such as `TODO`, `TBD` or `n/a`,
and those that are the name over again, in whatever spelling.

Bad:

```yaml
events:
  Signed Up:
    description: TODO  # expect: P206
    properties:
      plan_name: {type: string, description: The plan name.}  # expect: P206
```

Good:

```yaml
events:
  Signed Up:
    description: A person made an account.
    properties:
      plan_name: {type: string, description: What the person chose to pay for.}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.names.likeness import fold
from tracking_plan.rule import Problem, Rule

_PLACEHOLDERS = frozenset(
    "todo tbd fixme xxx na none null description nodescription placeholder test".split()
)
_ARTICLES = ("the", "a", "an")
_ROOM = 16  # letters that a text may have that says nothing: saves folding every long one


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each description that says nothing."""
    for event in subject.events:
        if event.description and _is_empty(event.description, event.name):
            yield Problem(
                message=f"the description of event {event.name!r} says nothing",
                hint="say what happened, in words that a product manager reads",
                at=event.origin.at("description"),
                event=event.name,
            )
    for use in subject.active:
        prop = use.prop
        if prop.ref is None and prop.description and _is_empty(prop.description, prop.name):
            yield Problem(
                message=f"the description of property {use.path!r} says nothing",
                hint="say what the value is, in what unit, and when it is absent",
                at=use.prop.origin.at("description"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


def _is_empty(description: str, name: str) -> bool:
    if len(description) > len(name) + _ROOM:
        return False
    said = fold(description)
    if said in _PLACEHOLDERS:
        return True
    own = fold(name)
    return said == own or any(said == f"{article}{own}" for article in _ARTICLES)


RULE = Rule(
    Code(id="P206", name="empty-description", severity=Severity.WARNING, page=__doc__), check
)
