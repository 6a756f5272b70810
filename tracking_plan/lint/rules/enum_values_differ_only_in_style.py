"""Two enum values of a property differ only in how their words are joined, or by a blank.

`in_progress` and `in-progress` are two rows in every chart. A blank at the end of a value, or two
in a row, is not even seen there. Values are compared within one property, and between the events
that have the property under the same path.

Bad:

```yaml
events:
  Task Moved:
    properties:
      to: {enum: [open, in_progress, 'In Progress', 'done ']}  # expect: P311
```

Good:

```yaml
events:
  Task Moved: {properties: {to: {enum: [open, in_progress, done, done_early]}}}
```
"""

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.enum_texts import EnumText, enum_texts
from tracking_plan.lint.subject import Subject
from tracking_plan.names.words import words
from tracking_plan.rule import Problem, Rule

_PLAIN = re.compile(r"[^\W_]+(?:[\s_.-]+[^\W_]+)*")  # words, and what may join them


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each value with a blank too many, and for each later style of one."""
    first: dict[tuple[str, tuple[str, ...]], EnumText] = {}
    for value in enum_texts(subject):
        text = " ".join(value.text.split())
        if text and (text != value.text.strip() or value.text != value.text.strip()):
            yield value.problem(_blanks(value.text), f"write {text!r}")
        folded = tuple(word.casefold() for word in words(text))
        if len(folded) < 2 or not _PLAIN.fullmatch(text) or not any(map(str.isalpha, folded)):
            continue
        before = first.setdefault((value.scope, folded), value)
        if " ".join(before.text.split()).casefold() != text.casefold():
            yield value.problem(f"has the same words as {before.text!r}", "keep one style", before)


def _blanks(text: str) -> str:
    if text != text.lstrip():
        return "begins with a blank"
    return "ends with a blank" if text != text.rstrip() else "has two blanks in a row"


RULE = Rule(
    Code(
        id="P311", name="enum-values-differ-only-in-style", severity=Severity.WARNING, page=__doc__
    ),
    check,
)
