r"""A name or an enum value has a character that nobody sees.

A zero-width space, a no-break space or a soft hyphen comes along with a copied text. To people the
name is the same; to every program it is another, so that what is sent never matches.

Bad:

```yaml
events:
  "Signed\u00a0Up":  # expect: P109
    properties:
      plan: {type: string, enum: ["free\u200b", pro]}  # expect: P109
```

Good:

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro]}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.spellings import Spelling, spellings
from tracking_plan.lint.subject import Subject
from tracking_plan.names.characters import described, invisible
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such name and value."""
    for spelling in spellings(subject):
        unseen = invisible(spelling.text)
        if unseen is not None:
            yield _problem(spelling, unseen)


def _problem(spelling: Spelling, unseen: str) -> Problem:
    return Problem(
        message=f"{spelling.what} has a character that nobody sees: {described(unseen)}",
        hint="type it anew; a space is U+0020",
        at=spelling.at,
        event=spelling.event,
        property=spelling.path,
    )


RULE = Rule(
    Code(id="P109", name="invisible-character", severity=Severity.WARNING, page=__doc__), check
)
