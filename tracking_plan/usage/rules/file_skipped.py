"""A file of code was not read.

A warning where calls may have been missed: the file cannot be opened, or is no text, or stands in a
folder that cannot be looked into, or it mentions tracking. Information where that is unlikely:
binary files, and files too large to be written by hand, that mention none.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad, for it holds a NUL character:

```js
altertable.track('Signed Up␀', { plan: 'pro' }); // expect: U906
```

Good:

```js
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each file that was not read."""
    for skipped in subject.scan.skipped:
        yield Problem(
            message=f"the {skipped.what} {skipped.reason}; it was not checked",
            hint="exclude it with `usage.exclude` if it is not yours to check",
            at=skipped.at,
            severity=Severity.WARNING if skipped.may_have_calls else Severity.INFO,
        )


RULE = Rule(Code(id="U906", name="file-skipped", severity=Severity.WARNING, page=__doc__), check)
