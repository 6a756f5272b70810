"""Two properties have names that can be taken for one another.

`userId` in one event and `user_id` in the next are two columns, each half empty. Names are alike
when they differ only in case or punctuation, when they have the same words with another one first
or in another number, and the same type (`item_count`, `items_count`), or when one word differs in
one letter (`adress`). Within one event each such pair is reported; across events once, at the name
that is used less. `product` and `products` are fine where one is a list.

Bad:

```yaml
events:
  Signed Up:
    properties:
      user_plan: string
      userPlan: string  # expect: P105
  Plan Changed:
    properties:
      user_plan: string
      campaign: string
  Plan Canceled:
    properties:
      campiagn: string  # expect: P105
```

Good:

```yaml
events:
  Signed Up: {properties: {user_plan: string, items: array}}
  Plan Changed: {properties: {user_plan: string, item: string}}
```
"""

from collections.abc import Callable, Iterator, Mapping

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.similar import Pair, similar
from tracking_plan.lint.style_check import fits
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.plan.model import Type
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at the rarer of each two such names, in each event that has both."""
    sent = _sent(subject)
    in_style = fits(sent, subject.plan.conventions.property_names)

    def weight(name: str) -> int:
        return 2 * len(sent[name]) + in_style(name)

    for pair in similar(sent, weight=weight, stem=_singular, alike=_same_types(sent)):
        others = {use.event_name: use for use in reversed(sent[pair.other])}
        both = [use for use in sent[pair.name] if use.event and use.event_name in others]
        for use in both or sent[pair.name][:1]:
            yield _problem(use, others.get(use.event_name) or sent[pair.other][0], pair)


def _sent(subject: Subject) -> Mapping[str, list[Use]]:
    """The uses of each name that is sent: not a shared definition's own."""
    shared = subject.plan.shared
    found = {name: uses for name, uses in subject.by_name.items() if not is_system(name)}
    for name in shared:
        kept = [use for use in found.pop(name, ()) if use.prop is not shared[name]]
        if kept:
            found[name] = kept
    return found


def _same_types(sent: Mapping[str, list[Use]]) -> Callable[[str, str], bool]:
    """Whether two names have a type in common: `tag` and `tags` have none where one is a list."""
    return lambda one, other: not _types(sent[one]).isdisjoint(_types(sent[other]))


def _types(uses: list[Use]) -> frozenset[Type]:
    return frozenset(use.prop.type for use in uses)


def _problem(use: Use, other: Use, pair: Pair) -> Problem:
    return Problem(
        message=f"property {use.path!r} {pair.likeness} {other.path!r}",
        hint=f"write {pair.other!r} in both places, unless two different things are meant",
        at=use.prop.origin.place,
        related=(Related(message=f"{other.path!r} is here", at=other.prop.origin.place),),
        event=use.event_name,
        version=use.version_text,
        property=use.path,
    )


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


RULE = Rule(
    Code(id="P105", name="near-duplicate-property-name", severity=Severity.WARNING, page=__doc__),
    check,
)
