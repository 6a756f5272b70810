"""A property's name speaks of personal data, and the plan does not say what to do about it.

Mail addresses and tokens get into analytics because nobody decided that they should not. `pii`
makes it a decision: `allow` with a reason, `hash`, `drop` or `forbid`; or `pii: none`, which says
that somebody looked and it is not personal. What decides is the last words of a name: `user_email`
is flagged, `email_count` is not. Booleans and closed lists of values are never flagged, nor is what
stands below a property with `pii`. A trait's `name` is a person's; an event's may be a product's.

Bad:

```yaml
events:
  Signed Up:
    properties:
      email: string!  # expect: P401
      ip_address: string  # expect: P401
```

Good:

```yaml
events:
  Signed Up:
    properties:
      email:
        type: string
        pii: {kind: email, action: hash}
      email_domain: string
      email_verified: boolean
      shipping_address: {type: string, enum: [home, work]}
      phone: {type: string, pii: none, description: The model of the phone.}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.property_path import values_of
from tracking_plan.plan.personal_names import kind_of_name, suspected_kind
from tracking_plan.plan.pii import PiiKind
from tracking_plan.plan.walk import walk_into
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such property, where it is written."""
    speaking = {name for name in subject.by_name if kind_of_name(name, of_person=True)}
    traits = frozenset(map(id, subject.plan.traits or ()))
    declared = (use for use in subject.active if use.prop.pii or "pii" in use.prop.refused)
    covered = {id(prop) for use in declared for _, prop in walk_into(use.prop, use.path)}
    for use in subject.active:
        prop = use.prop
        is_plain = prop.format is None and prop.items is None and prop.others is None
        if prop.name not in speaking and is_plain:
            continue
        kind = _kind(subject, use, is_trait=id(prop) in traits)
        if kind is not None and id(prop) not in covered:
            covered.add(id(prop.others))  # the values are said to be personal with the map
            yield Problem(
                message=f"property {use.path!r} looks like personal data ({kind}) without `pii`",
                hint="say in `pii` what to do about it, or `pii: none` if it is not personal",
                at=prop.origin.place,
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


def _kind(subject: Subject, use: Use, *, is_trait: bool) -> PiiKind | None:
    """The kind that a property speaks of, undeclared; None where its definition is told of it."""
    prop = use.prop
    is_unnamed = not prop.name and not use.path.endswith(values_of(""))
    if prop.pii is not None or "pii" in prop.refused or is_unnamed:
        return None
    definition = subject.plan.shared.get(prop.ref) if prop.ref is not None else None
    if definition is not None and suspected_kind(definition) is not None:
        return None
    return suspected_kind(prop, of_person=is_trait)


RULE = Rule(
    Code(id="P401", name="undeclared-personal-data", severity=Severity.WARNING, page=__doc__),
    check,
)
