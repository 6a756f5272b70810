r"""A name or an enum value has a character that passes for another.

A Cyrillic `а` in a Latin word, a full-width letter or comma or a curly quote looks right, and is a
different name to every program. A word that is all in one script is fine, unless it looks like
another name of the plan.

Bad:

```yaml
events:
  "Order P\u0430id": {}  # expect: P110
```

Good:

```yaml
events:
  Order Paid: {}
  Заказ оплачен: {}
```
"""

from collections.abc import Iterator
from dataclasses import replace

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.spellings import Spelling, spellings
from tracking_plan.lint.subject import Subject
from tracking_plan.names.characters import (
    curly,
    described,
    look_alike,
    skeleton,
)
from tracking_plan.plan.text.signs import in_foreign_quotes, sign_among_latin
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such name and value, and for each name that looks like another."""
    seen: dict[tuple[str, str], Spelling] = {}
    for spelling in spellings(subject):
        first = seen.setdefault((spelling.kind, skeleton(spelling.text)), spelling)
        problem = _disguised(spelling)
        if problem is None and first.text != spelling.text:
            problem = _twin(spelling, first)
        if problem is not None:
            yield problem


def _disguised(spelling: Spelling) -> Problem | None:
    """The problem of a text with a character out of place; None where it has none."""
    text = spelling.text
    quotes = in_foreign_quotes(text)
    found = look_alike(text) or quotes or sign_among_latin(text)
    if found is None and spelling.is_name:
        found = curly(text)
    if found is None:
        return None
    message = f"{spelling.what} has {described(found[0])}, which passes for {found[1]!r}"
    hint = "YAML's own quotes are ' and \"" if found is quotes else f"write {found[1]!r}"
    return _problem(spelling, message, hint)


def _twin(spelling: Spelling, first: Spelling) -> Problem:
    message = f"{spelling.what} looks like another that is spelled otherwise"
    related = Related(message=f"{first.text!r} is here", at=first.at)
    return replace(_problem(spelling, message, "keep one of them"), related=(related,))


def _problem(spelling: Spelling, message: str, hint: str) -> Problem:
    return Problem(
        message=message,
        hint=hint,
        at=spelling.at,
        event=spelling.event,
        property=spelling.path,
    )


RULE = Rule(
    Code(id="P110", name="look-alike-character", severity=Severity.WARNING, page=__doc__), check
)
