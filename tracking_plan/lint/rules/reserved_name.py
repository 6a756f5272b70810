"""An event or a property has a name that is reserved.

Names that begin with `$` belong to the SDKs, which send some by themselves. A plan may describe
those; one of its own invention would look like theirs. The property that carries the version
(`version_property`) is set by the helpers, so that no event may list it.

Bad:

```yaml
events:
  $checkout: {}  # expect: P106
  Signed Up:
    properties:
      $plan: string  # expect: P106
      schema_version: string  # expect: P106
```

Good:

```yaml
events:
  $pageview: {properties: {$url: string}}
  Signed Up: {properties: {plan: string}}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_sent_event, is_sent_property, is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each reserved name that no SDK sends, and for the version property."""
    for event in subject.plan.events.values():
        if is_system(event.name) and not is_sent_event(event.name):
            yield Problem(
                message=f"event {event.name!r} has the prefix of the SDKs, and none sends it",
                hint=f"call it {event.name.lstrip('$')!r}",
                at=event.origin.place,
                event=event.name,
            )
    yield from _properties(subject)


def _properties(subject: Subject) -> Iterator[Problem]:
    carrier = subject.plan.version_property
    names = {use.prop.name for use in subject.uses}
    foreign = {name for name in names if is_system(name) and not is_sent_property(name)}
    if not foreign and carrier not in names:
        return
    shared = {id(prop) for prop in subject.plan.shared.values()}
    for use in subject.uses:
        name = use.prop.name
        if name == carrier and use.path == carrier and id(use.prop) not in shared:
            message = f"property {use.path!r} carries the version, which the helpers set"
            hint = "remove it, or choose another `version_property`"
        elif name in foreign:
            message = f"property {use.path!r} has the prefix of the SDKs, and none sends it"
            hint = f"call it {name.lstrip('$')!r}"
        else:
            continue
        yield Problem(
            message=message,
            hint=hint,
            at=use.prop.origin.place,
            event=use.event_name,
            version=use.version_text,
            property=use.path,
        )


RULE = Rule(Code(id="P106", name="reserved-name", severity=Severity.ERROR, page=__doc__), check)
